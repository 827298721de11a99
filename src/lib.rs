//! The console.

pub mod components;
pub mod format;
pub mod text;
pub mod time;
