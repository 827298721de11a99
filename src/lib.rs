//! The console.

pub mod components;
pub mod config;
pub mod export;
pub mod format;
pub mod state;
pub mod text;
pub mod time;
