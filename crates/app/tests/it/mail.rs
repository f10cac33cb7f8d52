//! Handing messages over: again only when nothing can have gone out, never twice when something may have; no address in what is kept of a failure; and
//! what was sent is not kept for ever.

use base::{
    House,
    db::testing::look,
    mail::{self, Mail},
};
use jiff::SignedDuration;
use kernel::Id;
use testkit::{App, engines, once};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

/// How a mail server behaves.
#[derive(Clone, Copy, PartialEq)]
enum Server {
    Takes,
    /// 451 to the message.
    NotNow,
    /// 550 to the recipient, with their address in the text.
    Refuses,
    /// Takes the message and hangs up without a word.
    HangsUp,
}

async fn answer(stream: TcpStream, how: Server) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    stream.write_all(b"220 mail.example\r\n").await?;
    let mut line = String::new();
    let mut in_message = false;
    while stream.read_line(&mut line).await? > 0 {
        let said = std::mem::take(&mut line);
        let reply: &[u8] = if in_message {
            if said != ".\r\n" {
                continue;
            }
            in_message = false;
            match how {
                Server::HangsUp => return Ok(()),
                Server::NotNow => b"451 try later\r\n",
                _ => b"250 taken\r\n",
            }
        } else if said.starts_with("RCPT") && how == Server::Refuses {
            b"550 5.1.1 <choir@carpenters.example> is nobody here\r\n"
        } else if said.starts_with("DATA") {
            in_message = true;
            b"354 go on\r\n"
        } else {
            b"250 mail.example\r\n"
        };
        stream.write_all(reply).await?;
    }
    Ok(())
}

fn serve(listener: TcpListener, how: Server) -> tokio::task::JoinHandle<()> {
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(answer(stream, how));
        }
    })
}

async fn send(app: &App) -> Id<Mail> {
    let ctx = app.system();
    let (mut tx, _) = ctx.write(&app::policy::HOUSE_EDIT, House::id()).await.expect("a door");
    let mail =
        Mail { to: "choir@carpenters.example".into(), subject: "Hello".into(), text: "Somebody may come".into() };
    let id = mail::send(&mut tx, &ctx, &mail).await.expect("a row");
    tx.commit().await.expect("a commit");
    app.run_jobs().await;
    id
}

async fn state(app: &App, id: Id<Mail>) -> String {
    mail::state(&mut look(&app.machine.db).await, id).await.expect("a state").unwrap_or_else(|| "gone".to_owned())
}

async fn errors(app: &App) -> String {
    let mut rx = look(&app.machine.db).await;
    let mails: Vec<String> = rx.values("SELECT COALESCE(error, '') AS n FROM mail", ()).await.expect("rows");
    let jobs: Vec<String> = rx.values("SELECT COALESCE(last_error, '') AS n FROM job", ()).await.expect("rows");
    [mails, jobs].concat().join(" ")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_has_not_gone_out_is_tried_again() {
    for engine in engines() {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        // Nobody answers there yet.
        drop(listener);
        let app = App::with(engine, &[("smtp", &format!("smtp://{address}"))]).await;
        let id = send(&app).await;
        assert_eq!(state(&app, id).await, "waiting");
        assert!(errors(&app).await.contains("connection"));

        // It answers, and says "not now"; and then it takes it.
        let server = serve(TcpListener::bind(address).await.expect("the port"), Server::NotNow);
        app.later(SignedDuration::from_secs(11)).await;
        assert_eq!(state(&app, id).await, "waiting");
        assert!(errors(&app).await.contains("not now: 451"), "{}", errors(&app).await);
        server.abort();
        let _ = server.await;
        let server = serve(TcpListener::bind(address).await.expect("the port"), Server::Takes);
        app.later(SignedDuration::from_secs(21)).await;
        assert_eq!(state(&app, id).await, "sent");
        server.abort();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_may_have_gone_out_is_not_sent_twice_and_what_was_refused_names_nobody() {
    for engine in engines() {
        for (how, expected) in [(Server::HangsUp, "handed"), (Server::Refuses, "failed")] {
            let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
            let url = format!("smtp://{}", listener.local_addr().expect("an address"));
            let app = App::with(engine, &[("smtp", &url)]).await;
            let server = serve(listener, how);
            let id = send(&app).await;
            assert_eq!(state(&app, id).await, expected);
            assert!(!errors(&app).await.contains('@'), "{}", errors(&app).await);
            app.later(SignedDuration::from_mins(30)).await;
            assert_eq!(state(&app, id).await, expected, "nobody tries again");
            // `kith doctor` says so.
            let troubled = mail::troubled(&app.machine.db, app.clock.now()).await.expect("rows");
            assert_eq!((troubled[0].0.as_str(), troubled[0].1), (expected, 1));
            server.abort();
        }
    }
}

once! {
    async fn what_was_sent_goes_after_ninety_days_and_what_may_have_been_waits_for_somebody() {
        const DAY: SignedDuration = SignedDuration::from_hours(24);
        for engine in engines() {
            for (how, after_ninety) in [(Server::Takes, "gone"), (Server::Refuses, "gone"), (Server::HangsUp, "handed")] {
                let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
                let url = format!("smtp://{}", listener.local_addr().expect("an address"));
                let app = App::with(engine, &[("smtp", &url)]).await;
                let server = serve(listener, how);
                let (first, second) = (send(&app).await, send(&app).await);
                let began = state(&app, first).await;
                app.later(DAY * 89).await;
                assert_eq!(state(&app, first).await, began, "it is kept");
                app.later(DAY * 2).await;
                assert_eq!(state(&app, first).await, after_ninety);
                if how == Server::HangsUp {
                    // Somebody rang and asked about the first; nobody ever did about the second.
                    let ctx = app.system();
                    let (mut tx, _) = ctx.write(&app::policy::HOUSE_EDIT, House::id()).await.expect("a door");
                    mail::dealt_with(&mut tx, first, app.clock.now()).await.expect("a row");
                    tx.commit().await.expect("a commit");
                    let troubled = mail::troubled(&app.machine.db, app.clock.now()).await.expect("rows");
                    assert_eq!(troubled[0].1, 1, "only the second is still to be asked about");
                    app.later(DAY * 91).await;
                    assert_eq!((state(&app, first).await.as_str(), state(&app, second).await.as_str()), ("gone", "handed"));
                    app.later(DAY * 184).await;
                    assert_eq!(state(&app, second).await, "gone", "a year later nobody will");
                }
                server.abort();
            }
        }
    }
}
