//! A little data to begin with.

use crate::Cloud;

impl Cloud {
    /// `orders` has two partitions, 10 to 100 and 20 to 200, and `billing` is at 50 and 60; `second` has one with a
    /// commit at 5, `untouched` one without.
    pub fn shop() -> Self {
        let cloud = Self::start();
        cloud.topic("orders", &[(10, 100), (20, 200)]);
        cloud.topic("second", &[(0, 9)]);
        cloud.topic("untouched", &[(0, 30)]);
        cloud.commit("billing", "orders", 0, 50);
        cloud.commit("billing", "orders", 1, 60);
        cloud.commit("billing", "second", 0, 5);
        cloud
    }
}
