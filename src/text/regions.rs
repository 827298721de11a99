//! Names of the regions of Tencent Cloud.

use super::Text;
use ckafka_api::REGIONS;

/// English and Chinese, in the order of the API's ids.
const NAMES: [(&str, &str); 26] = [
    ("Guangzhou", "广州"),
    ("Shenzhen", "深圳"),
    ("Shenzhen Finance", "深圳金融"),
    ("Shanghai", "上海"),
    ("Shanghai Finance", "上海金融"),
    ("Nanjing", "南京"),
    ("Hangzhou", "杭州"),
    ("Beijing", "北京"),
    ("Beijing Finance", "北京金融"),
    ("Tianjin", "天津"),
    ("Chengdu", "成都"),
    ("Chongqing", "重庆"),
    ("Taipei", "台北"),
    ("Hong Kong", "香港"),
    ("Singapore", "新加坡"),
    ("Bangkok", "曼谷"),
    ("Jakarta", "雅加达"),
    ("Mumbai", "孟买"),
    ("Seoul", "首尔"),
    ("Tokyo", "东京"),
    ("Silicon Valley", "硅谷"),
    ("Virginia", "弗吉尼亚"),
    ("Toronto", "多伦多"),
    ("São Paulo", "圣保罗"),
    ("Frankfurt", "法兰克福"),
    ("Moscow", "莫斯科"),
];

impl Text {
    /// The name of a region; empty for one that is not known.
    pub fn region_name(self, id: &str) -> &'static str {
        let known = REGIONS.into_iter().zip(NAMES).find(|(known, _)| *known == id);
        known.map_or("", |(_, (en, zh_cn))| self.say(en, zh_cn))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Locale;

    #[test]
    fn every_region_that_is_offered_has_its_name() {
        for (id, en, zh_cn) in [
            ("ap-guangzhou", "Guangzhou", "广州"),
            ("ap-shanghai-fsi", "Shanghai Finance", "上海金融"),
            ("ap-hongkong", "Hong Kong", "香港"),
            ("na-ashburn", "Virginia", "弗吉尼亚"),
            ("eu-moscow", "Moscow", "莫斯科"),
            ("xx-nowhere", "", ""),
        ] {
            assert_eq!(Text::new(Locale::En).region_name(id), en);
            assert_eq!(Text::new(Locale::ZhCn).region_name(id), zh_cn);
        }
        // Most ids are the name itself
        let squeezed = |name: &str| name.replace(' ', "").to_lowercase();
        let english = Text::new(Locale::En);
        let alike = REGIONS.into_iter().filter(|id| id.contains(&squeezed(english.region_name(id))));
        assert_eq!(alike.count(), 21, "all but the finance regions, Virginia and São Paulo");
    }
}
