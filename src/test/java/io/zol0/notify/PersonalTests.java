package io.zol0.notify;

import static io.zol0.notify.Outposts.message;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.zol0.ApplicationTest;
import io.zol0.notify.Message.Kind;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What people asked for under My account comes by the mail channel that carries it. */
@ApplicationTest
class PersonalTests {
    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @Autowired
    private PreferenceTable preferences;

    @Autowired
    private JdbcClient database;

    private Outposts outposts;
    private long ada;

    @BeforeEach
    void set(@Autowired ApplicationContext context) {
        server.start();
        outposts = new Outposts(context);
        outposts.begin();
        ada = database.sql("""
                insert into account (name, password_hash, role, must_change_password, created_at, environments)
                values ('mail-reader', 'x', 'VIEWER', false, now(), '{production}') returning id\
                """).query(Long.class).single();
        outposts.add(new ChannelDraft(
                "mail",
                ChannelKind.EMAIL,
                true,
                true,
                "127.0.0.1",
                server.getSmtp().getPort(),
                MailSecurity.NONE,
                "",
                "zol0@example.com",
                List.of(),
                true,
                null));
    }

    @AfterEach
    void tidy() {
        server.stop();
        outposts.begin();
        database.sql("delete from account where name = 'mail-reader'").update();
    }

    @Test
    void beginning_and_end_come_to_whoever_asked_for_them_and_may_see_them() throws Exception {
        wish(Urgency.WARNING, false);
        outposts.tell(
                message(Kind.OPENED, Urgency.WARNING, "a"),
                message(Kind.OPENED, Urgency.INFO, "too little"),
                elsewhere(message(Kind.OPENED, Urgency.CRITICAL, "out of sight")));
        outposts.tell(message(Kind.RESOLVED, Urgency.WARNING, "a"));
        outposts.send();
        assertThat(subjects()).containsExactly("[ZoL0] warning: Errors: binance", "[ZoL0] over: Errors: binance");
        assertThat(server.getReceivedMessages()[0].getAllRecipients()[0]).hasToString("ada@example.com");
    }

    @Test
    void in_quiet_hours_only_what_is_critical_comes_and_the_rest_together_at_their_end() {
        wish(Urgency.INFO, true);
        outposts.pass(Duration.ofHours(11));
        outposts.tell(message(Kind.OPENED, Urgency.WARNING, "a"));
        outposts.tell(message(Kind.RESOLVED, Urgency.WARNING, "a"));
        outposts.tell(message(Kind.OPENED, Urgency.CRITICAL, "b"));
        outposts.send();
        assertThat(subjects()).containsExactly("[ZoL0] critical: Errors: binance");
        outposts.pass(Duration.ofHours(8));
        outposts.send();
        assertThat(subjects().getLast()).isEqualTo("[ZoL0] 1 alert, and 1 over, the worst: Errors: binance");
    }

    @Test
    void who_wants_none_any_more_or_may_not_sign_in_gets_none() {
        wish(Urgency.WARNING, false);
        outposts.tell(message(Kind.OPENED, Urgency.WARNING, "a"));
        database.sql("update account set enabled = false where id = :id")
                .param("id", ada)
                .update();
        outposts.tell(message(Kind.OPENED, Urgency.WARNING, "b"));
        outposts.send();
        assertThat(subjects()).isEmpty();
        assertThat(outposts.only().said()).startsWith("Whom it is for wants no e-mails any more");
    }

    private void wish(Urgency least, boolean quiet) {
        preferences.save(
                ada,
                new Preference(
                        true,
                        "ada@example.com",
                        least,
                        quiet,
                        LocalTime.of(22, 0),
                        LocalTime.of(6, 0),
                        ZoneId.of("UTC"),
                        true));
    }

    private List<String> subjects() {
        return Arrays.stream(server.getReceivedMessages())
                .map(mail -> {
                    try {
                        return mail.getSubject();
                    } catch (jakarta.mail.MessagingException e) {
                        throw new AssertionError(e);
                    }
                })
                .toList();
    }

    private static Message elsewhere(Message message) {
        return new Message(
                message.kind(),
                message.urgency(),
                new Message.Scope("staging", 0, "binance", ""),
                message.title(),
                message.sentence(),
                message.link(),
                message.fingerprint(),
                message.at());
    }
}
