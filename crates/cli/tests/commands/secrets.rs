//! Keys: signed requests work, and no part of a key is in any output or file.

use crate::command::{Machine, Ran};
use crate::world::{Gateway, World};
use std::path::Path;

const ID: &str = "AKIDcanary81726";
const KEY: &str = "canarySecretKey55190";
const TOKEN: &str = "canaryToken40023";

fn signed_world(machine_folder: &Path) -> World {
    let keys = machine_folder.join("gateway-keys.toml");
    std::fs::write(
        &keys,
        format!("[[key]]\nsecret_id = \"{ID}\"\nsecret_key = \"{KEY}\"\ntoken = \"{TOKEN}\"\n"),
    )
    .unwrap();
    private(&keys);
    let world = World::with(&Gateway {
        flags: &["--keys", keys.to_str().unwrap(), "--signed-only"],
        ..Gateway::default()
    });
    std::fs::remove_file(keys).unwrap();
    world.topic("orders", &[(0, 100)]);
    world.commit("billing", &[("orders", 0, 50)]);
    world
}

fn private(path: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600)).unwrap();
    }
}

fn run(machine: &Machine, line: &str, key: Option<&str>) -> Ran {
    let mut command = machine.command(&line.split_whitespace().collect::<Vec<_>>());
    if let Some(key) = key {
        command
            .env("TENCENTCLOUD_SECRET_ID", ID)
            .env("TENCENTCLOUD_SECRET_KEY", key)
            .env("TENCENTCLOUD_TOKEN", TOKEN);
    }
    Ran::of(command)
}

/// Every file of the machine and everything that was printed.
fn assert_no_secret(machine: &Machine, runs: &[Ran]) {
    let mut folders = vec![machine.folder.path().to_owned()];
    let mut texts: Vec<String> =
        runs.iter().flat_map(|ran| [ran.stdout.clone(), ran.stderr.clone()]).collect();
    let mut files = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.file_name().is_none_or(|name| name != "key.toml") {
                files += 1;
                texts.push(String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned());
            }
        }
    }
    assert!(files >= 3, "plan, record and lock");
    for text in texts {
        for secret in [KEY, TOKEN, ID, "canary", "Signature"] {
            assert!(!text.contains(secret), "{secret} is in {text}");
        }
    }
}

#[test]
fn a_whole_reset_with_a_key_of_the_environment_leaves_no_trace_of_it() {
    let machine = Machine::at(String::new());
    let world = signed_world(machine.folder.path());
    let machine = machine.through(world.endpoint());
    let lines = [
        "plan --group billing --topic orders --to-earliest -o plan.json",
        "apply plan.json",
        "apply plan.json --execute --no-second-look",
        "verify last --json",
        "undo last -o undo.json --json",
        "history show last --json",
    ];
    let runs: Vec<Ran> = lines.iter().map(|line| run(&machine, line, Some(KEY))).collect();
    for (line, ran) in lines.iter().zip(&runs) {
        assert_eq!(ran.code, 0, "{line}: {ran:?}");
    }
    assert_eq!(world.committed("billing", "orders"), [Some(0)]);
    assert_no_secret(&machine, &runs);
}

#[test]
fn a_key_file_works_as_well_and_must_be_the_owners_alone() {
    let machine = Machine::at(String::new());
    let world = signed_world(machine.folder.path());
    let machine = machine.through(world.endpoint());
    machine
        .write("key.toml", &format!("secret_id = \"{ID}\"\nsecret_key = \"{KEY}\"\ntoken = \"{TOKEN}\"\n"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let open = std::fs::Permissions::from_mode(0o644);
        std::fs::set_permissions(machine.path("key.toml"), open).unwrap();
        let ran =
            run(&machine, "plan --group billing --topic orders --to-earliest --key-file key.toml", None);
        ran.says(2, &["others can read", "chmod 600"]);
    }
    private(&machine.path("key.toml"));
    let ran = run(&machine, "plan --group billing --topic orders --to-earliest --key-file key.toml", None);
    assert_eq!(ran.code, 0, "{ran:?}");

    machine.write("key.toml", &format!("secret_id = \"{ID}\"\nkey = \"{KEY}\"\n"));
    let ran = run(&machine, "plan --group billing --topic orders --to-earliest --key-file key.toml", None);
    ran.says(2, &["is not as expected"]);
    assert!(!ran.stderr.contains("canary"), "{ran:?}");
}

#[test]
fn a_wrong_key_and_no_key_are_refused_without_a_word_of_it() {
    let machine = Machine::at(String::new());
    let world = signed_world(machine.folder.path());
    let machine = machine.through(world.endpoint());
    let line = "plan --group billing --topic orders --to-earliest";
    let wrong = run(&machine, line, Some("canaryWrongKey"));
    wrong.says(1, &["the signature does not match", "nothing was sent"]);
    assert!(!wrong.stderr.contains("canary"), "{wrong:?}");
    assert_eq!(run(&machine, line, None).code, 1);
    assert_eq!(run(&machine, &format!("{line} --unsigned"), Some(KEY)).code, 1);

    let mut half = machine.command(&line.split_whitespace().collect::<Vec<_>>());
    half.env("TENCENTCLOUD_SECRET_ID", ID);
    Ran::of(half).says(2, &["TENCENTCLOUD_SECRET_KEY is not"]);
}

#[test]
fn a_password_in_the_endpoint_is_not_repeated() {
    let machine = Machine::at(format!("https://id:{KEY}@host.example/v2/index.php"));
    for line in ["plan --group billing --topic orders --to-earliest", "verify", "--help", "plan --help"] {
        let ran = machine.run(line);
        assert!(!ran.stdout.contains(KEY) && !ran.stderr.contains(KEY), "{line}: {ran:?}");
    }
    machine
        .run("plan --group billing --topic orders --to-earliest")
        .says(2, &["--endpoint: the URL holds a user name or password"]);
}

#[test]
fn a_key_does_not_go_over_plain_http_beyond_this_machine() {
    let machine = Machine::at("http://192.0.2.1/v2/index.php".to_owned());
    let ran = run(&machine, "plan --group billing --topic orders --to-earliest", Some(KEY));
    ran.says(2, &["refusing to send signed requests", "plain HTTP"]);
}
