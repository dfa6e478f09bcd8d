//! Figures and their budgets, as a table in Markdown.

/// One measured number.
pub(crate) struct Figure {
    pub(crate) name: String,
    pub(crate) measured: String,
    pub(crate) budget: String,
    /// `None` where there is no budget.
    pub(crate) holds: Option<bool>,
}

impl Figure {
    /// A figure that must not be above its budget.
    pub(crate) fn at_most(name: &str, value: f64, budget: f64, unit: &str) -> Self {
        Self {
            name: name.to_owned(),
            measured: format!("{} {unit}", short(value)),
            budget: format!("<= {} {unit}", short(budget)),
            holds: Some(value <= budget),
        }
    }

    /// A figure that must not be below its budget.
    pub(crate) fn at_least(name: &str, value: f64, budget: f64, unit: &str) -> Self {
        Self {
            name: name.to_owned(),
            measured: format!("{} {unit}", short(value)),
            budget: format!(">= {} {unit}", short(budget)),
            holds: Some(value >= budget),
        }
    }

    /// A figure without a budget of its own.
    pub(crate) fn plain(name: &str, value: f64, unit: &str) -> Self {
        Self {
            name: name.to_owned(),
            measured: format!("{} {unit}", short(value)).trim_end().to_owned(),
            budget: String::new(),
            holds: None,
        }
    }
}

fn short(value: f64) -> String {
    if value.fract() == 0.0 || value >= 1000.0 {
        format!("{value:.0}")
    } else {
        format!("{value:.1}")
    }
}

pub(crate) fn print(figures: &[Figure]) {
    println!("| figure | measured | budget | |");
    println!("|---|---:|---:|---|");
    for figure in figures {
        let verdict = match figure.holds {
            Some(true) => "ok",
            Some(false) => "MISSED",
            None => "",
        };
        println!(
            "| {} | {} | {} | {verdict} |",
            figure.name, figure.measured, figure.budget
        );
    }
}
