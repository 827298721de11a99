//! What is said of the ways in which a plan can be carried out.

use super::Text;

impl Text {
    /// Name of the tabs.
    pub fn ways(self) -> &'static str {
        self.say("Ways to carry out this plan", "执行此计划的方式")
    }

    /// Tab: the request as it is sent from here.
    pub fn way_request(self) -> &'static str {
        self.say("API request", "API 请求")
    }

    /// Tab: a plan file of Kafka's own tool.
    pub fn way_csv(self) -> &'static str {
        self.say("CSV plan", "CSV 计划")
    }

    /// About the `curl` command line.
    pub fn way_curl_summary(self) -> &'static str {
        self.say(
            "The same request from a terminal. Secrets are placeholders; a signed request has to be signed anew.",
            "在终端中发送同样的请求。密钥为占位符；需要签名的请求须重新签名。",
        )
    }

    /// About the commands of Kafka's own tool.
    pub fn way_kafka_summary(self) -> &'static str {
        self.say(
            "Straight to the brokers, past this endpoint. Kafka's tool resolves the strategy anew when it runs, and does not read back.",
            "直接连接 Broker，不经过该接入地址。Kafka 自带工具在运行时重新解析策略，且不会重新读取核实。",
        )
    }

    /// Comment above a command.
    pub fn way_kafka_dry_run(self) -> &'static str {
        self.say("Shows what it would do, and writes nothing:", "只显示将要执行的操作，不写入：")
    }

    /// Comment above a command.
    pub fn way_kafka_execute(self) -> &'static str {
        self.say("Does it:", "执行：")
    }

    /// Comment about the file that the commands read.
    pub fn way_kafka_file(self) -> &'static str {
        self.say(
            "# The file is the tab “CSV plan”; export it under that name.\n\n",
            "# 文件即“CSV 计划”标签页的内容；请以该名称导出。\n\n",
        )
    }

    /// About the plan file.
    pub fn way_csv_summary(self) -> &'static str {
        self.say(
            "Topic, partition, offset: as kafka-consumer-groups --from-file and this page read it. Bounds count as their number.",
            "Topic、分区、位点：kafka-consumer-groups --from-file 和本页面均可读取。不确定的目标取其边界值。",
        )
    }

    /// The text is longer than what is shown.
    pub fn way_cut(self) -> &'static str {
        self.say(
            "This is its beginning; Copy takes the whole of it.",
            "以上为开头部分；“复制”会复制全部内容。",
        )
    }

    /// The plan cannot be carried out this way.
    pub fn way_not_possible(self) -> &'static str {
        self.say("This plan cannot be carried out this way.", "此计划无法以这种方式执行。")
    }

    /// Button.
    pub fn export_kafka_plan(self) -> &'static str {
        self.say("Export Kafka plan", "导出 Kafka 计划")
    }
}
