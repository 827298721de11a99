//! The console.

pub mod components;
pub mod format;
pub mod state;
pub mod text;
pub mod time;
