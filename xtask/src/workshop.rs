//! Folders of the project, and where its tools are found.

use std::{
    env,
    ffi::{OsStr, OsString},
    fs::{self, File},
    path::{Path, PathBuf},
    process::Command,
};

use crate::failure::Failure;

/// The project's root, its folders and the search path that its tools are run with.
pub(crate) struct Workshop {
    root: PathBuf,
    path: OsString,
}

impl Workshop {
    pub(crate) fn open() -> Result<Self, Failure> {
        // Cargo sets it when it runs us; the value of the build is for a binary run by hand.
        let manifest = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = manifest
            .parent()
            .filter(|root| root.join("Cargo.lock").is_file())
            .ok_or_else(|| Failure::new("the project's folder is not where xtask was built"))?
            .to_owned();
        let mut shop = Self {
            root,
            path: OsString::new(),
        };
        let folders = ["bin", "node_modules/.bin", "python/check/bin"]
            .map(|folder| shop.tools().join(folder));
        let inherited = env::var_os("PATH").unwrap_or_default();
        shop.path = env::join_paths(folders.into_iter().chain(env::split_paths(&inherited)))
            .map_err(|error| Failure::new(format!("PATH: {error}")))?;
        Ok(shop)
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    pub(crate) fn target(&self) -> PathBuf {
        env::var_os("CARGO_TARGET_DIR")
            .map_or_else(|| self.root.join("target"), |dir| self.root.join(dir))
    }

    /// Tools that this project brought along: never the user's own.
    pub(crate) fn tools(&self) -> PathBuf {
        self.target().join("tools")
    }

    /// While it is held nobody else sets up tools in that folder.
    pub(crate) fn lock_tools(&self) -> Result<File, Failure> {
        let tools = self.tools();
        let file = tools.join("lock");
        fs::create_dir_all(&tools)
            .and_then(|()| File::create(&file))
            .and_then(|file| file.lock().map(|()| file))
            .map_err(|error| Failure::io(&file, &error))
    }

    /// The first file of that name on the search path.
    pub(crate) fn which(&self, program: &str) -> Option<PathBuf> {
        env::split_paths(&self.path)
            .map(|folder| folder.join(program))
            .find(|candidate| candidate.is_file())
    }

    /// A command that runs in the project's root and finds the project's tools first.
    pub(crate) fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let program = program.as_ref();
        // `Command` looks a program up in our own PATH, not in the one it is given.
        let found = program.to_str().and_then(|name| self.which(name));
        let mut command = Command::new(found.as_deref().map_or(program, Path::as_os_str));
        command.current_dir(&self.root).env("PATH", &self.path);
        // Build scripts that look at these would run again in every other build:
        // they are there when xtask calls cargo, and not when a person does.
        for (name, _) in env::vars_os() {
            if name.to_str().is_some_and(is_of_our_package) {
                command.env_remove(name);
            }
        }
        command
    }
}

/// Whether `cargo run` sets it, to tell xtask about its own package.
fn is_of_our_package(variable: &str) -> bool {
    variable.starts_with("CARGO_PKG_")
        || matches!(
            variable,
            "CARGO_MANIFEST_DIR" | "CARGO_MANIFEST_PATH" | "CARGO_BIN_NAME" | "CARGO_CRATE_NAME"
        )
}

#[cfg(test)]
mod tests {
    use super::is_of_our_package;

    #[test]
    fn only_what_tells_of_our_package_is_withheld() {
        assert!(is_of_our_package("CARGO_MANIFEST_DIR"));
        assert!(is_of_our_package("CARGO_PKG_VERSION"));
        for kept in [
            "CARGO_TARGET_DIR",
            "CARGO_HOME",
            "CARGO_INCREMENTAL",
            "CARGO",
        ] {
            assert!(!is_of_our_package(kept), "{kept}");
        }
    }
}
