//! What an endpoint did instead of answering: one title and one way out for each kind.

use super::{Locale, Text};
use kafka_offsets::FaultKind;

impl Text {
    /// What happened, as a title.
    pub fn fault_title(self, kind: FaultKind) -> &'static str {
        match kind {
            FaultKind::Unreachable => self.say("The endpoint does not answer", "接入地址没有应答"),
            FaultKind::TimedOut => {
                self.say("The endpoint did not answer in time", "接入地址未在限定时间内应答")
            }
            FaultKind::NotTheApi => {
                self.say("The endpoint answered with something else than data", "接入地址返回的不是数据")
            }
            FaultKind::Truncated => self.say("The answer stopped in the middle", "应答中途中断"),
            FaultKind::Malformed => {
                self.say("The answer contains something impossible", "应答中含有不可能的内容")
            }
            FaultKind::HttpStatus => {
                self.say("The endpoint answered with an HTTP error", "接入地址返回了 HTTP 错误")
            }
            FaultKind::SignatureMismatch => self.say("The signature was refused", "签名被拒绝"),
            FaultKind::UnknownKey => self.say("The SecretId is not known", "SecretId 不存在或已禁用"),
            FaultKind::BadToken => self.say("The token was refused", "Token 被拒绝"),
            FaultKind::ClockOrReplay => self.say("The time of the request was refused", "请求时间被拒绝"),
            FaultKind::NotAuthorized => self.say("This caller may not do this", "没有执行此操作的权限"),
            FaultKind::Throttled => self.say("Too many calls", "调用过于频繁"),
            FaultKind::GroupNotEmpty => self.say("The group has members", "消费分组有成员"),
            FaultKind::GroupNotFound => self.say("The group does not exist", "消费分组不存在"),
            FaultKind::InstanceNotFound => self.say("The instance does not exist", "实例不存在"),
            FaultKind::TopicNotFound => self.say("The topic does not exist", "Topic 不存在"),
            FaultKind::BadParameter => self.say("A parameter was refused", "参数被拒绝"),
            FaultKind::UnknownAction => {
                self.say("The endpoint does not know this call", "接入地址不支持此调用")
            }
            FaultKind::TooLarge => self.say("The request is too large", "请求过大"),
            FaultKind::OutcomeUnknown => self.say("The outcome is unknown", "结果未知"),
            FaultKind::UpstreamUnavailable => {
                self.say("The endpoint cannot reach the cluster", "接入地址无法连接到集群")
            }
            FaultKind::Internal => self.say("An error inside the endpoint", "接入地址内部错误"),
            FaultKind::RefusedHere => self.say("Not sent", "未发送"),
            FaultKind::Other => self.say("The endpoint reported an error", "接入地址报告了错误"),
        }
    }

    /// What to do about it.
    pub fn fault_way_out(self, kind: FaultKind) -> &'static str {
        match kind {
            FaultKind::Unreachable => self.say(
                "Check that the endpoint runs, that its address is right, and that this page may call it (connect-src, CORS).",
                "请检查接入地址是否在运行、地址是否正确，以及本页是否被允许调用它（connect-src、CORS）。",
            ),
            FaultKind::TimedOut => self.say(
                "Check the network between this page and the endpoint, then read again.",
                "请检查本页与接入地址之间的网络，然后重新读取。",
            ),
            FaultKind::NotTheApi => self.say(
                "Often a login page, a proxy in between, or a wrong path: check the address in the connection.",
                "常见原因是登录页、中间代理或路径错误：请在连接设置中检查地址。",
            ),
            FaultKind::Truncated => self.say(
                "Something on the way cut the connection; read again.",
                "途中连接被切断；请重新读取。",
            ),
            FaultKind::Malformed => self.say(
                "Report this answer to whoever runs the endpoint; nothing of it was used.",
                "请将此应答反馈给接入地址的维护者；其内容未被采用。",
            ),
            FaultKind::HttpStatus => self.say(
                "Check the address, and whatever stands between this page and the endpoint.",
                "请检查地址，以及本页与接入地址之间的中间环节。",
            ),
            FaultKind::SignatureMismatch => self.say(
                "Usually the SecretKey is wrong or belongs to another SecretId; or a proxy changes the host, then set the signing host.",
                "通常是 SecretKey 有误或属于另一个 SecretId；若代理改写了主机名，请设置签名主机。",
            ),
            FaultKind::UnknownKey => self.say(
                "Check the SecretId, and that the key is enabled.",
                "请检查 SecretId，以及密钥是否已启用。",
            ),
            FaultKind::BadToken => self.say(
                "Temporary keys end: fetch new ones and enter all three parts again.",
                "临时密钥会过期：请获取新的密钥并重新输入三个部分。",
            ),
            FaultKind::ClockOrReplay => self.say(
                "This computer's clock is too far off; correct it, then try again with a new signature.",
                "本机时钟偏差过大；请校正后重试，届时会重新签名。",
            ),
            FaultKind::NotAuthorized => self.say(
                "Ask whoever manages the account, or this gateway's keys, for the right to do it.",
                "请向账号或网关密钥的管理员申请权限。",
            ),
            FaultKind::Throttled => self.say("Wait a moment, then try again.", "请稍候再试。"),
            FaultKind::GroupNotEmpty => {
                self.say("Stop its consumers, then check again.", "请停止其消费者，然后再次检查。")
            }
            FaultKind::GroupNotFound => self.say(
                "Check the name; a group appears after its first commit.",
                "请检查名称；消费分组在首次提交后才会出现。",
            ),
            FaultKind::InstanceNotFound => self.say(
                "Check the instance's id, its region and the endpoint.",
                "请检查实例 ID、地域和接入地址。",
            ),
            FaultKind::TopicNotFound => self.say("Check the topic's name.", "请检查 Topic 名称。"),
            FaultKind::BadParameter => self.say(
                "The message below names it; change it and try again.",
                "下方消息指明了该参数；请修改后重试。",
            ),
            FaultKind::UnknownAction => self.say(
                "Check that the endpoint speaks the version of the API that is chosen in the connection.",
                "请检查接入地址是否支持连接设置中所选的 API 版本。",
            ),
            FaultKind::TooLarge => self.say("Choose fewer topics at a time.", "请减少一次选择的 Topic 数量。"),
            FaultKind::OutcomeUnknown => self.say(
                "The offsets are read back to find out; nothing is sent again.",
                "将读回位点以确认结果；不会再次发送。",
            ),
            FaultKind::UpstreamUnavailable => self.say(
                "Nothing was sent. Check the cluster, then try again.",
                "没有发送任何内容。请检查集群后重试。",
            ),
            FaultKind::Internal => self.say(
                "Look into the endpoint's log, then try again.",
                "请查看接入地址的日志，然后重试。",
            ),
            FaultKind::RefusedHere => self.say(
                "Nothing is written to an endpoint that was not read in this session. Read again first.",
                "本次会话中未成功读取过的接入地址不会被写入。请先重新读取。",
            ),
            FaultKind::Other => self.say(
                "The code and message below are the endpoint's own.",
                "下方为接入地址返回的代码和消息。",
            ),
        }
    }

    /// No answer from another origin than the page's: what that usually means, and what to set up.
    pub fn fault_foreign(self, origin: &str) -> String {
        match self.locale() {
            Locale::En => format!(
                "Either {origin} does not run, or the browser keeps its answers from this page: it allows no other origin (CORS; the cloud's own hosts never do), or this page's policy does not name it (connect-src). Call a path of this page's origin instead, with a gateway or a relay behind it; “A relay to the cloud” in docs/EMBEDDING.md has both. Nothing is written to an endpoint that cannot be read."
            ),
            Locale::ZhCn => format!(
                "可能 {origin} 没有运行，也可能浏览器不允许本页读取其应答：它不允许其他来源（CORS，云 API 的主机一律如此），或本页的策略没有列出它（connect-src）。请改为调用本页来源下的路径，由网关或中转转发；做法见 docs/EMBEDDING.md 的“A relay to the cloud”。无法读取的接入地址不会被写入。"
            ),
        }
    }

    /// A read that failed changed nothing.
    pub fn nothing_changed(self) -> &'static str {
        self.say("Nothing was changed, and what you typed is kept.", "没有更改任何内容，输入也会保留。")
    }

    /// What was being read when it failed.
    pub fn fault_of(self, what: Reading) -> &'static str {
        match what {
            Reading::Instances => self.say("Reading the instances", "读取实例列表"),
            Reading::Groups => self.say("Reading the consumer groups", "读取消费分组列表"),
            Reading::Topics => self.say("Reading the topics", "读取 Topic 列表"),
            Reading::Group => self.say("Reading the group", "读取消费分组"),
        }
    }

    /// Code and message as received, in one line.
    pub fn as_received(self, code: &str, message: &str) -> String {
        let sep = self.colon();
        match (code.is_empty(), message.is_empty()) {
            (false, false) => format!("{code}{sep}{message}"),
            (false, true) => code.to_owned(),
            (true, _) => message.to_owned(),
        }
    }
}

/// What is read for the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// The list of instances.
    Instances,
    /// The list of groups.
    Groups,
    /// The list of topics.
    Topics,
    /// State and offsets of the group.
    Group,
}
