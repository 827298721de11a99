//! Words of the connection and of the keys.

use super::{Locale, Text};
use crate::config::{Api, SigningMode};

impl Text {
    /// Button and title of the panel.
    pub fn connection(self) -> &'static str {
        self.say("Connection", "连接设置")
    }

    /// Label.
    pub fn endpoint(self) -> &'static str {
        self.say("Endpoint", "接入地址")
    }

    /// Under "Endpoint".
    pub fn endpoint_hint(self) -> &'static str {
        self.say(
            "A path of this page's origin, or a full URL. Nothing is written to an endpoint before a read there has succeeded.",
            "本页来源下的路径，或完整 URL。在该地址成功读取之前，不会向其写入任何内容。",
        )
    }

    /// Label.
    pub fn api(self) -> &'static str {
        self.say("API", "API 版本")
    }

    /// In the head: the version in use.
    pub fn api_version(self, api: Api) -> &'static str {
        match api {
            Api::V2 => self.say("API 2.0", "API 2.0"),
            Api::V3 => self.say("API 3.0", "API 3.0"),
        }
    }

    /// Label.
    pub fn signing(self) -> &'static str {
        self.say("Signing", "签名方式")
    }

    /// A way of signing, as a choice.
    pub fn signing_choice(self, mode: SigningMode) -> &'static str {
        match mode {
            SigningMode::Proxy => self.say("By the proxy", "由代理签名"),
            SigningMode::Browser => self.say("In this browser", "在浏览器中签名"),
        }
    }

    /// A way of signing, in the head.
    pub fn signed_by(self, mode: SigningMode) -> &'static str {
        match mode {
            SigningMode::Proxy => self.say("signed by the proxy", "由代理签名"),
            SigningMode::Browser => self.say("signed in this browser", "在浏览器中签名"),
        }
    }

    /// Label.
    pub fn signing_host(self) -> &'static str {
        self.say("Signing host", "签名主机")
    }

    /// Under "Signing host".
    pub fn signing_host_hint(self) -> &'static str {
        self.say(
            "The host is part of the signature. Needed when a relay stands before the API, such as ckafka.tencentcloudapi.com (API 3.0); empty: the endpoint's own.",
            "主机名是签名的一部分。API 前有中转时需要填写，例如 ckafka.tencentcloudapi.com（API 3.0）；留空则使用接入地址的主机。",
        )
    }

    /// Label.
    pub fn region(self) -> &'static str {
        self.say("Region", "地域")
    }

    /// Under "Region".
    pub fn region_hint(self) -> &'static str {
        self.say(
            "The instance's, such as ap-guangzhou. API 3.0 wants one where the browser signs; a gateway knows its own.",
            "实例所在地域，例如 ap-guangzhou。使用 API 3.0 并在浏览器中签名时必填；网关自有其地域。",
        )
    }

    /// Button that takes the settings over.
    pub fn use_connection(self) -> &'static str {
        self.say("Use this connection", "使用此连接")
    }

    /// Button that closes the panel.
    pub fn close(self) -> &'static str {
        self.say("Close", "关闭")
    }

    /// Name of the list of connection facts in the head.
    pub fn connection_facts(self) -> &'static str {
        self.say("Connection in use", "当前连接")
    }

    // ---------- Keys ----------

    /// Title of the fields for keys.
    pub fn enter_keys(self) -> &'static str {
        self.say("Keys for signing", "签名密钥")
    }

    /// What keys in the browser mean.
    pub fn keys_warning(self) -> &'static str {
        self.say(
            "Any script or extension in this page can use keys that are entered here. Prefer temporary keys that may do no more than this. They are kept in memory only and are forgotten after 15 min without use, or when the page closes.",
            "本页中的任何脚本或扩展都可能使用在此输入的密钥。请优先使用权限最小的临时密钥。密钥只保存在内存中，15 分钟未使用或页面关闭后即被清除。",
        )
    }

    /// Standing notice while keys are held.
    pub fn keys_in_memory(self) -> &'static str {
        self.say("Keys are in the memory of this page", "密钥保存在本页内存中")
    }

    /// What the standing notice says; `ends` is how long a temporary key is good for, where that was entered.
    pub fn keys_in_memory_meaning(self, left: &str, ends: Option<&str>) -> String {
        let mut meaning = match self.locale() {
            Locale::En => format!(
                "Any script or extension in this page can use them. They are in no storage, address or log, and are forgotten in {left} without use, or when the page closes."
            ),
            Locale::ZhCn => format!(
                "本页中的任何脚本或扩展都可以使用它们。它们不在任何存储、地址或日志中；{left}未使用或页面关闭后即被清除。"
            ),
        };
        if let Some(ends) = ends {
            meaning += &match self.locale() {
                Locale::En => format!(" The token ends in {ends}."),
                Locale::ZhCn => format!("Token 将在{ends}后过期。"),
            };
        }
        meaning
    }

    /// Notice after the time that a token was entered with.
    pub fn keys_ended(self) -> &'static str {
        self.say(
            "The temporary keys have ended and were forgotten: fetch new ones and enter all three parts",
            "临时密钥已过期并被清除：请获取新的密钥并重新输入三个部分",
        )
    }

    /// Notice when signing in the browser is chosen and there is no key.
    pub fn keys_missing(self) -> &'static str {
        self.say(
            "Requests are signed in this browser, and no keys are entered",
            "请求在浏览器中签名，但尚未输入密钥",
        )
    }

    /// Notice after the keys were forgotten for lack of use.
    pub fn keys_expired(self) -> &'static str {
        self.say("The keys were forgotten after 15 min without use", "密钥因 15 分钟未使用已被清除")
    }

    /// Label; the vendor's word in both languages.
    pub fn secret_id(self) -> &'static str {
        self.say("SecretId", "SecretId")
    }

    /// Label; the vendor's word in both languages.
    pub fn secret_key(self) -> &'static str {
        self.say("SecretKey", "SecretKey")
    }

    /// Label; the vendor's word in both languages.
    pub fn token(self) -> &'static str {
        self.say("Token", "Token")
    }

    /// Under "Token".
    pub fn token_hint(self) -> &'static str {
        self.say(
            "Of a temporary key; empty for a permanent one. It does not say when it ends: whoever issued it does (ExpiredTime, in seconds, or Expiration).",
            "临时密钥的 Token；永久密钥留空。Token 本身不含过期时间，签发时会一并给出（ExpiredTime，单位秒，或 Expiration）。",
        )
    }

    /// Label.
    pub fn expires(self) -> &'static str {
        self.say("Token expires", "Token 过期时间")
    }

    /// In the empty field.
    pub fn optional(self) -> &'static str {
        self.say("optional", "可选")
    }

    /// Button that takes the keys.
    pub fn use_keys(self) -> &'static str {
        self.say("Use these keys", "使用这些密钥")
    }

    /// Button that drops the keys.
    pub fn forget_keys(self) -> &'static str {
        self.say("Forget keys", "清除密钥")
    }

    /// In place of a secret that is held.
    pub fn held_not_shown(self) -> &'static str {
        self.say("held, not shown", "已保存，不显示")
    }

    /// Which of the keys' fields was refused.
    pub fn key_problem(self, problem: crate::components::credentials::KeyProblem) -> String {
        use crate::components::credentials::KeyProblem;
        match (self.locale(), problem) {
            (Locale::En, KeyProblem::SecretIdEmpty) => "Enter the SecretId.".to_owned(),
            (Locale::En, KeyProblem::SecretKeyEmpty) => "Enter the SecretKey.".to_owned(),
            (Locale::En, KeyProblem::WhiteSpace(field)) => {
                format!("{field} contains white space or a line break. Copy it again without.")
            }
            (Locale::En, KeyProblem::Expires) => {
                "Token expires is no time that is still to come. Enter it as 2026-01-31T12:00:00Z or in seconds since 1970, or leave it empty.".to_owned()
            }
            (Locale::ZhCn, KeyProblem::Expires) => {
                "“Token 过期时间”不是将来的时间。请输入 2026-01-31T12:00:00Z 这样的时间或自 1970 年起的秒数，也可留空。".to_owned()
            }
            (Locale::ZhCn, KeyProblem::SecretIdEmpty) => "请输入 SecretId。".to_owned(),
            (Locale::ZhCn, KeyProblem::SecretKeyEmpty) => "请输入 SecretKey。".to_owned(),
            (Locale::ZhCn, KeyProblem::WhiteSpace(field)) => {
                format!("{field} 含有空白或换行。请重新复制，不要带空白。")
            }
        }
    }

    /// The clock of this computer against the server's.
    pub fn clock_skew(self, length: &str, behind: bool) -> String {
        match (self.locale(), behind) {
            (Locale::En, true) => {
                format!("this computer is {length} behind the server; signatures correct for it")
            }
            (Locale::En, false) => {
                format!("this computer is {length} ahead of the server; signatures correct for it")
            }
            (Locale::ZhCn, true) => format!("本机比服务器慢 {length}；签名时已校正"),
            (Locale::ZhCn, false) => format!("本机比服务器快 {length}；签名时已校正"),
        }
    }

    /// Row of the clock.
    pub fn clock(self) -> &'static str {
        self.say("Clock", "时钟")
    }
}
