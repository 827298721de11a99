//! Names of the regions of Tencent Cloud.

use super::Text;

/// English and Chinese, by the API's id.
const NAMES: [(&str, &str, &str); 26] = [
    ("ap-guangzhou", "Guangzhou", "广州"),
    ("ap-shenzhen", "Shenzhen", "深圳"),
    ("ap-shenzhen-fsi", "Shenzhen Finance", "深圳金融"),
    ("ap-shanghai", "Shanghai", "上海"),
    ("ap-shanghai-fsi", "Shanghai Finance", "上海金融"),
    ("ap-nanjing", "Nanjing", "南京"),
    ("ap-hangzhou", "Hangzhou", "杭州"),
    ("ap-beijing", "Beijing", "北京"),
    ("ap-beijing-fsi", "Beijing Finance", "北京金融"),
    ("ap-tianjin", "Tianjin", "天津"),
    ("ap-chengdu", "Chengdu", "成都"),
    ("ap-chongqing", "Chongqing", "重庆"),
    ("ap-taipei", "Taipei", "台北"),
    ("ap-hongkong", "Hong Kong", "香港"),
    ("ap-singapore", "Singapore", "新加坡"),
    ("ap-bangkok", "Bangkok", "曼谷"),
    ("ap-jakarta", "Jakarta", "雅加达"),
    ("ap-mumbai", "Mumbai", "孟买"),
    ("ap-seoul", "Seoul", "首尔"),
    ("ap-tokyo", "Tokyo", "东京"),
    ("na-siliconvalley", "Silicon Valley", "硅谷"),
    ("na-ashburn", "Virginia", "弗吉尼亚"),
    ("na-toronto", "Toronto", "多伦多"),
    ("sa-saopaulo", "São Paulo", "圣保罗"),
    ("eu-frankfurt", "Frankfurt", "法兰克福"),
    ("eu-moscow", "Moscow", "莫斯科"),
];

impl Text {
    /// The name of a region; empty for one that is not known.
    pub fn region_name(self, id: &str) -> &'static str {
        let known = NAMES.into_iter().find(|(known, _, _)| *known == id);
        known.map_or("", |(_, en, zh_cn)| self.say(en, zh_cn))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Locale;

    #[test]
    fn every_region_that_is_offered_has_a_name() {
        let ids: Vec<_> = NAMES.iter().map(|(id, _, _)| *id).collect();
        assert_eq!(ids, ckafka_api::REGIONS);
        assert_eq!(Text::new(Locale::ZhCn).region_name("ap-guangzhou"), "广州");
        assert_eq!(Text::new(Locale::En).region_name("xx-nowhere"), "");
    }
}
