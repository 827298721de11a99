//! `index.html` without Trunk: the same template, the few of its asset links that this project uses.

use anyhow::{Context as _, bail};
use std::path::Path;

/// Renders the template into `dist` and copies the files that it names.
pub(super) fn render(root: &Path, dist: &Path, script: &str, wasm: &str) -> anyhow::Result<()> {
    let template = std::fs::read_to_string(root.join("index.html")).context("reading index.html")?;
    let settings = std::fs::read_to_string(root.join("Trunk.toml")).context("reading Trunk.toml")?;
    let boot =
        boot_script(&settings)?.replace("{base}", "./").replace("{js}", script).replace("{wasm}", wasm);
    let (page, assets) = fill(&template, &boot)?;
    for asset in assets {
        copy(&root.join(&asset), dist).with_context(|| format!("index.html names {asset}"))?;
    }
    std::fs::write(dist.join("index.html"), page)?;
    Ok(())
}

/// The line of Trunk's settings that says how the page starts.
fn boot_script(settings: &str) -> anyhow::Result<&str> {
    settings
        .lines()
        .find_map(|line| {
            line.trim()
                .strip_prefix("pattern_script")?
                .trim_start()
                .strip_prefix('=')?
                .trim()
                .strip_prefix('\'')?
                .strip_suffix('\'')
        })
        .context("Trunk.toml has no line pattern_script = '…'")
}

/// Replaces the `data-trunk` links, and returns the page and the files to copy beside it.
fn fill(template: &str, boot: &str) -> anyhow::Result<(String, Vec<String>)> {
    let mut page = String::new();
    let mut assets = Vec::new();
    let mut rest = template;
    while let Some(start) = rest.find("<link data-trunk") {
        let (before, from) = rest.split_at(start);
        let end = from.find('>').context("a link in index.html is not closed")?;
        let (link, after) = from.split_at(end + 1);
        page.push_str(before);
        let relation = attribute(link, "rel").with_context(|| format!("no rel in {link}"))?;
        let href = attribute(link, "href");
        let asset = || href.map(str::to_owned).with_context(|| format!("no href in {link}"));
        match relation {
            "rust" => page.push_str(boot),
            "copy-file" | "copy-dir" => assets.push(asset()?),
            "css" | "icon" => {
                let asset = asset()?;
                let name = asset.rsplit('/').next().unwrap_or(&asset);
                let relation = if relation == "css" { "stylesheet" } else { "icon" };
                let kind =
                    attribute(link, "type").map_or_else(String::new, |kind| format!(" type=\"{kind}\""));
                page.push_str(&format!("<link rel=\"{relation}\" href=\"./{name}\"{kind}>"));
                assets.push(asset);
            }
            other => bail!("`cargo xtask` does not know the link rel=\"{other}\" of index.html"),
        }
        rest = after;
    }
    page.push_str(rest);
    // Links that were only for copying leave empty lines
    let lines: Vec<&str> = page.lines().filter(|line| !line.trim().is_empty()).collect();
    Ok((lines.join("\n") + "\n", assets))
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, value) = tag.split_once(&format!(" {name}=\""))?;
    value.split_once('"').map(|(value, _)| value)
}

fn copy(from: &Path, folder: &Path) -> anyhow::Result<()> {
    let to = folder.join(from.file_name().context("it has no name")?);
    if from.is_dir() {
        std::fs::create_dir_all(&to)?;
        for entry in std::fs::read_dir(from)? {
            copy(&entry?.path(), &to)?;
        }
        return Ok(());
    }
    std::fs::copy(from, &to)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{boot_script, fill};

    #[test]
    fn trunk_links_become_plain_ones_and_name_the_files_to_copy() {
        let template = "<head>\n<link data-trunk rel=\"copy-file\" href=\"static/boot.js\">\n<link data-trunk rel=\"css\" href=\"static/page.css\">\n<link data-trunk rel=\"rust\" href=\"Cargo.toml\">\n</head>\n";
        let (page, assets) = fill(template, "<script src=\"./boot.js\"></script>").unwrap();
        assert_eq!(
            page,
            "<head>\n<link rel=\"stylesheet\" href=\"./page.css\">\n<script src=\"./boot.js\"></script>\n</head>\n"
        );
        assert_eq!(assets, ["static/boot.js", "static/page.css"]);
    }

    #[test]
    fn an_unknown_link_is_refused_by_name() {
        let error = fill("<link data-trunk rel=\"sass\" href=\"a.scss\">", "").unwrap_err();
        assert!(error.to_string().contains("sass"), "{error}");
    }

    #[test]
    fn the_boot_script_is_read_from_trunks_settings() {
        let settings = "[build]\npattern_script = '<script id=\"boot\" src=\"{base}boot.js\"></script>'\n";
        assert_eq!(boot_script(settings).unwrap(), "<script id=\"boot\" src=\"{base}boot.js\"></script>");
        assert!(boot_script("[build]\n").is_err());
    }
}
