//! What only a real Kafka can show.

use ckafka_gateway::kafka::Address;

/// Where the real Kafka listens.
pub(crate) fn bootstrap() -> Address {
    let text = std::env::var("KAFKA_BOOTSTRAP").expect(
        "KAFKA_BOOTSTRAP is not set to the HOST:PORT of a Kafka; `cargo xtask test --only real-kafka` starts one and sets it",
    );
    text.parse().expect("KAFKA_BOOTSTRAP is HOST:PORT")
}
