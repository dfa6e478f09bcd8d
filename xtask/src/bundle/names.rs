//! Shorter names for what a program takes from its JavaScript. wasm-bindgen ends
//! each of them with 16 digits of a hash, which no compression makes smaller, and
//! writes it twice: together a tenth of a first view's JavaScript and WebAssembly
//! that is not code.

use std::{collections::BTreeMap, fs, path::Path};

use wasm_encoder::{EntityType, ImportSection, Module, RawSection};
use wasmparser::{Parser, Payload};

use crate::failure::Failure;

/// What wasm-bindgen adds to the name of a script's program.
const PROGRAM: &str = "_bg.wasm";

/// Shortens them in all scripts of a folder and in their programs.
pub(super) fn shorten(folder: &Path) -> Result<(), Failure> {
    let entries = folder
        .read_dir()
        .map_err(|error| Failure::io(folder, &error))?;
    for entry in entries {
        let file = entry.map_err(|error| Failure::io(folder, &error))?.path();
        let name = file.file_name().and_then(|it| it.to_str());
        let Some(name) = name.and_then(|it| it.strip_suffix(PROGRAM)) else {
            continue;
        };
        let script_file = file.with_file_name(format!("{name}.js"));
        let program = fs::read(&file).map_err(|error| Failure::io(&file, &error))?;
        let script =
            fs::read_to_string(&script_file).map_err(|error| Failure::io(&script_file, &error))?;
        let (program, script) = shortened(&program, &script)
            .map_err(|error| Failure::new(format!("{}: {error}", file.display())))?;
        fs::write(&file, program).map_err(|error| Failure::io(&file, &error))?;
        fs::write(&script_file, script).map_err(|error| Failure::io(&script_file, &error))?;
    }
    Ok(())
}

fn shortened(program: &[u8], script: &str) -> Result<(Vec<u8>, String), String> {
    let mut names = BTreeMap::new();
    let program = imports(program, |name| {
        let next = short(names.len());
        names.entry(name.to_owned()).or_insert(next).clone()
    })?;
    let script = renamed(script, &names)?;
    Ok((program, script))
}

/// The program with other names in its imports, and all else as it was.
fn imports(program: &[u8], mut name: impl FnMut(&str) -> String) -> Result<Vec<u8>, String> {
    let wrong = |error: wasmparser::BinaryReaderError| error.to_string();
    let mut module = Module::new();
    for payload in Parser::new(0).parse_all(program) {
        let payload = payload.map_err(wrong)?;
        if let Payload::ImportSection(section) = payload {
            let mut imports = ImportSection::new();
            for import in section.into_imports() {
                let import = import.map_err(wrong)?;
                let kind = EntityType::try_from(import.ty).map_err(|error| error.to_string())?;
                imports.import(import.module, &name(import.name), kind);
            }
            module.section(&imports);
        } else if let Some((id, range)) = payload.as_section() {
            let place = usize::try_from(range.start)
                .ok()
                .zip(usize::try_from(range.end).ok());
            let data = place.and_then(|(start, end)| program.get(start..end));
            let data = data.ok_or("a section is not whole")?;
            module.section(&RawSection { id, data });
        }
    }
    Ok(module.finish())
}

/// A script in which each of these words stands once, with others in their place.
fn renamed(script: &str, names: &BTreeMap<String, String>) -> Result<String, String> {
    let is_of_word = |it: char| it.is_ascii_alphanumeric() || it == '_' || it == '$';
    let mut out = String::with_capacity(script.len());
    let mut left: Vec<&str> = names.keys().map(String::as_str).collect();
    let mut rest = script;
    while !rest.is_empty() {
        let word = rest.find(|it| !is_of_word(it)).unwrap_or(rest.len());
        let (word, behind) = rest.split_at(word);
        match names.get(word) {
            None => out.push_str(word),
            Some(name) => match left.iter().position(|it| *it == word) {
                Some(place) => {
                    left.swap_remove(place);
                    out.push_str(name);
                }
                None => return Err(format!("{word} stands twice in the script")),
            },
        }
        let gap = behind.find(is_of_word).unwrap_or(behind.len());
        let (gap, behind) = behind.split_at(gap);
        out.push_str(gap);
        rest = behind;
    }
    match left.first() {
        None => Ok(out),
        Some(name) => Err(format!("{name} is not in the script")),
    }
}

/// `a` to `z`, then `aa` and so on.
fn short(mut number: usize) -> String {
    const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyz";
    let mut name = String::new();
    loop {
        name.insert(0, char::from(LETTERS[number % LETTERS.len()]));
        number /= LETTERS.len();
        if number == 0 {
            return name;
        }
        number -= 1;
    }
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{
        CodeSection, ExportKind, ExportSection, Function, FunctionSection, TypeSection, ValType,
    };

    use super::*;

    const SCRIPT: &str = "const imports={\"./m.js\":{__wbg_log_00ff:function(e){x.log(e)},\
                          __wbg_now_11ee:()=>1}};exports.__wbg_log";

    /// Takes two functions and gives one.
    fn program(names: [&str; 2]) -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        types.ty().function([ValType::I32], []);
        let mut imports = ImportSection::new();
        for (kind, name) in (0..).zip(names) {
            imports.import("./m.js", name, EntityType::Function(kind));
        }
        let mut functions = FunctionSection::new();
        functions.function(0);
        let mut exports = ExportSection::new();
        exports.export("__wbg_log_00ff", ExportKind::Func, 2);
        let mut code = CodeSection::new();
        let mut function = Function::new([]);
        function.instructions().call(0).end();
        code.function(&function);
        let mut module = Module::new();
        module
            .section(&types)
            .section(&imports)
            .section(&functions)
            .section(&exports)
            .section(&code);
        module.finish()
    }

    #[test]
    fn only_the_names_of_imports_are_others() {
        let (made, script) = shortened(&program(["__wbg_log_00ff", "__wbg_now_11ee"]), SCRIPT)
            .expect("a program and its script");
        assert_eq!(made, program(["a", "b"]));
        assert_eq!(
            script,
            "const imports={\"./m.js\":{a:function(e){x.log(e)},b:()=>1}};exports.__wbg_log"
        );
    }

    #[test]
    fn a_script_of_another_program_is_refused() {
        let program = program(["__wbg_log_00ff", "__wbg_other_22dd"]);
        let error = shortened(&program, SCRIPT).expect_err("it has another name");
        assert!(error.contains("__wbg_other_22dd is not"), "{error}");
        let twice = format!("{SCRIPT};__wbg_log_00ff");
        let error = shortened(&program, &twice).expect_err("it has a name twice");
        assert!(error.contains("__wbg_log_00ff stands twice"), "{error}");
        assert!(shortened(b"no program", SCRIPT).is_err());
    }

    #[test]
    fn short_names_are_all_different() {
        let names: Vec<String> = (0..2000).map(short).collect();
        assert_eq!(
            [&names[0], &names[25], &names[26], &names[701], &names[702]],
            ["a", "z", "aa", "zz", "aaa"]
        );
        let different: std::collections::BTreeSet<_> = names.iter().collect();
        assert_eq!(different.len(), names.len());
    }
}
