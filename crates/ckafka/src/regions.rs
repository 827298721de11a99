//! Regions of Tencent Cloud in which CKafka is offered.

/// Ids of the regions, as both versions of the API take them. A list of suggestions: regions come and go, so a caller
/// lets any other be named, too.
pub const REGIONS: [&str; 26] = [
    "ap-guangzhou",
    "ap-shenzhen",
    "ap-shenzhen-fsi",
    "ap-shanghai",
    "ap-shanghai-fsi",
    "ap-nanjing",
    "ap-hangzhou",
    "ap-beijing",
    "ap-beijing-fsi",
    "ap-tianjin",
    "ap-chengdu",
    "ap-chongqing",
    "ap-taipei",
    "ap-hongkong",
    "ap-singapore",
    "ap-bangkok",
    "ap-jakarta",
    "ap-mumbai",
    "ap-seoul",
    "ap-tokyo",
    "na-siliconvalley",
    "na-ashburn",
    "na-toronto",
    "sa-saopaulo",
    "eu-frankfurt",
    "eu-moscow",
];
