//! `kith user`: accounts from the command line, for the first administrator and for emergencies.

use crate::setup;
use anyhow::anyhow;
use app::identity::{self, NewWorker};
use base::{Config, Result, auth::password};
use kernel::Email;

#[derive(clap::Subcommand, Debug)]
pub enum Command {
    /// Adds an account with an administrator's role. The password is read from KITH_NEW_PASSWORD.
    Add { email: Email, name: String },
    /// Everybody who can sign in.
    List,
    /// Bars an account; its sessions end at once.
    Disable { email: Email },
    /// Prints ten new one-time codes for an account.
    Codes { email: Email },
}

pub async fn run(config: Config, command: Command) -> Result<()> {
    let machine = setup::machine(config).await?;
    let ctx = machine.system("command-line");
    match command {
        Command::Add { email, name } => {
            let typed =
                std::env::var("KITH_NEW_PASSWORD").map_err(|_| anyhow!("set KITH_NEW_PASSWORD to the password"))?;
            if typed.chars().count() < password::MIN {
                return Err(anyhow!("a password has at least {} characters", password::MIN).into());
            }
            let password = Some(password::hash(typed).await?);
            let worker = identity::add_worker(&ctx, NewWorker { name: &name, email, password, languages: "" }).await?;
            let team = identity::administration(&ctx).await?;
            identity::add_membership(&ctx, worker, team, app::policy::ADMINISTRATOR).await?;
            println!("{name} can sign in as administrator.");
        }
        Command::List => {
            for w in identity::workers(&ctx).await? {
                let roles = identity::roles_of(&ctx, w.id).await?.join(" ");
                println!("{}\t{}\t{roles}{}", w.email, w.name, if w.disabled_at.is_some() { "\tdisabled" } else { "" });
            }
        }
        Command::Disable { email } => {
            identity::disable_worker(&ctx, &email).await?;
            println!("{email} can no longer sign in.");
        }
        Command::Codes { email } => {
            for code in identity::add_printed_codes(&ctx, &email).await? {
                println!("{code}");
            }
        }
    }
    machine.db.close().await;
    Ok(())
}
