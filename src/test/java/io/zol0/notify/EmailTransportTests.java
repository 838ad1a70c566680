package io.zol0.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.zol0.home.TestCertificate;
import io.zol0.notify.Attempt.Delivered;
import io.zol0.notify.Attempt.Failed;
import io.zol0.notify.Attempt.Refused;
import io.zol0.notify.Message.Kind;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** E-mail to a real server that takes SMTP. */
class EmailTransportTests {
    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final EmailTransport transport = transport(NotifySettings.DEFAULTS);

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void the_server_is_told_an_address_and_no_name_that_somebody_would_have_to_be_asked_for() throws Exception {
        assertThat(EmailTransport.literal(InetAddress.getByName("192.0.2.7"))).isEqualTo("[192.0.2.7]");
        assertThat(EmailTransport.literal(InetAddress.getByName("2001:db8::7")))
                .isEqualTo("[IPv6:2001:db8:0:0:0:0:0:7]");
        assertThat(EmailTransport.literal(InetAddress.getByName("fe80::7%1"))).isEqualTo("[IPv6:fe80:0:0:0:0:0:0:7]");
    }

    @Test
    void an_email_has_text_and_html_and_the_same_id_at_every_attempt() throws Exception {
        Bundle bundle = Bundle.of(
                Parcels.message(Kind.OPENED, Urgency.CRITICAL, "12 % of calls fail, <b>ünïcode</b> & more.", 1));
        assertThat(send(MailSecurity.NONE, "", "", bundle)).isInstanceOf(Delivered.class);
        assertThat(send(MailSecurity.NONE, "", "", bundle)).isInstanceOf(Delivered.class);
        MimeMessage[] got = server.getReceivedMessages();
        assertThat(got).hasSize(2);
        assertThat(got[0].getSubject()).isEqualTo("[ZoL0] critical: Errors: binance 1");
        assertThat(got[0].getMessageID()).isEqualTo(got[1].getMessageID()).isEqualTo("<msg_1@example.com>");
        assertThat(got[0].getHeader("Auto-Submitted")).containsExactly("auto-generated");
        MimeMultipart parts = (MimeMultipart) got[0].getContent();
        assertThat((String) parts.getBodyPart(0).getContent())
                .contains("12 % of calls fail, <b>ünïcode</b> & more.")
                .contains("https://zol0.example.com/alerts?alert=1");
        assertThat((String) parts.getBodyPart(1).getContent())
                .contains("&lt;b&gt;ünïcode&lt;/b&gt; &amp; more.")
                .doesNotContain("<b>");
    }

    @Test
    void a_storm_is_one_email_that_counts_what_it_does_not_list() throws Exception {
        assertThat(send(MailSecurity.NONE, "", "", Parcels.many(10_000))).isInstanceOf(Delivered.class);
        MimeMessage got = server.getReceivedMessages()[0];
        assertThat(got.getSubject()).startsWith("[ZoL0] 10,000 alerts, the worst: ");
        String text = (String) ((MimeMultipart) got.getContent()).getBodyPart(0).getContent();
        assertThat(text).contains("and 9,960 more");
    }

    @Test
    void a_line_end_in_a_title_makes_no_header() throws Exception {
        Message sly = new Message(
                Kind.OPENED,
                Urgency.INFO,
                Message.Scope.NONE,
                "a\r\nBcc: all@example.com",
                "x",
                "alerts",
                "f",
                Parcels.one(Kind.OPENED).listed().getFirst().at());
        assertThat(send(MailSecurity.NONE, "", "", Bundle.of(sly))).isInstanceOf(Delivered.class);
        assertThat(server.getReceivedMessages()[0].getHeader("Bcc")).isNull();
        assertThat(server.getReceivedMessages()).hasSize(1);
    }

    @Test
    void who_has_to_sign_in_does_and_a_wrong_password_is_not_tried_again() {
        server.setUser("zol0", "zol0", "right");
        assertThat(send(MailSecurity.NONE, "zol0", "right", Parcels.one(Kind.OPENED)))
                .isInstanceOf(Delivered.class);
        assertThat(send(MailSecurity.NONE, "zol0", "wrong", Parcels.one(Kind.OPENED)))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.said())
                                .startsWith("The mail server does not take the user name and password"));
    }

    @Test
    void a_server_without_tls_gets_nothing_where_tls_is_wanted() {
        assertThat(send(MailSecurity.STARTTLS, "", "", Parcels.one(Kind.OPENED)))
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.said()).contains("STARTTLS is required"));
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void starttls_goes_on_in_tls_with_a_certificate_that_is_trusted(@TempDir Path folder) throws Exception {
        TestCertificate certificate = TestCertificate.in(folder, "mail");
        try (StartTls before = StartTls.before(server.getSmtp().getPort(), certificate)) {
            Channel channel = channel("localhost", before.port(), MailSecurity.STARTTLS, "", true);
            EmailTransport trusting = transport(new NotifySettings(null, certificate.certificate()));
            assertThat(trusting.send(Parcels.parcel(channel, "", Parcels.one(Kind.OPENED))))
                    .isInstanceOf(Delivered.class);
            assertThat(server.getReceivedMessages()).hasSize(1);
            assertThat(transport.send(Parcels.parcel(channel, "", Parcels.one(Kind.OPENED))))
                    .as("a certificate of nobody's")
                    .isInstanceOf(Failed.class);
            assertThat(server.getReceivedMessages()).hasSize(1);
        }
    }

    @Test
    void tls_from_the_first_byte_on_works_the_same_way(@TempDir Path folder) {
        TestCertificate certificate = TestCertificate.in(folder, "mail");
        System.setProperty("greenmail.tls.keystore.file", certificate.keystore().toString());
        System.setProperty("greenmail.tls.keystore.password", TestCertificate.PASSWORD);
        GreenMail secured = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS));
        secured.start();
        try {
            Channel channel = channel("localhost", secured.getSmtps().getPort(), MailSecurity.TLS, "", true);
            EmailTransport trusting = transport(new NotifySettings(null, certificate.certificate()));
            assertThat(trusting.send(Parcels.parcel(channel, "", Parcels.one(Kind.OPENED))))
                    .isInstanceOf(Delivered.class);
            assertThat(secured.getReceivedMessages()).hasSize(1);
            assertThat(transport.send(Parcels.parcel(channel, "", Parcels.one(Kind.OPENED))))
                    .isInstanceOf(Failed.class);
            Channel inner = channel("localhost", secured.getSmtps().getPort(), MailSecurity.TLS, "", false);
            assertThat(trusting.send(Parcels.parcel(inner, "", Parcels.one(Kind.OPENED))))
                    .isInstanceOf(Refused.class);
        } finally {
            secured.stop();
        }
    }

    @Test
    void a_server_of_this_machine_is_refused_unless_the_channel_allows_it() {
        Channel channel = channel("localhost", server.getSmtp().getPort(), MailSecurity.NONE, "", false);
        assertThat(transport.send(Parcels.parcel(channel, "", Parcels.one(Kind.OPENED))))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.said())
                                .startsWith("localhost is, or leads to, an address of this machine"));
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void a_server_that_is_down_may_come_back() throws Exception {
        int port = server.getSmtp().getPort();
        server.stop();
        Channel channel = channel("127.0.0.1", port, MailSecurity.NONE, "", true);
        assertThat(transport.send(Parcels.parcel(channel, "", Parcels.one(Kind.OPENED))))
                .isEqualTo(new Failed("127.0.0.1 refused the connection at port %d.".formatted(port), null));
        GreenMail back = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        back.start();
        try {
            assertThat(transport.send(Parcels.parcel(channel, "", Parcels.one(Kind.OPENED))))
                    .isInstanceOf(Delivered.class);
        } finally {
            back.stop();
        }
    }

    @Test
    void what_is_no_mail_server_fails() throws Exception {
        try (ServerSocket web = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try (var call = web.accept()) {
                    call.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes());
                } catch (IOException left) {
                    // Whoever called is gone.
                }
            });
            Channel channel = channel("127.0.0.1", web.getLocalPort(), MailSecurity.NONE, "", true);
            assertThat(transport.send(Parcels.parcel(channel, "", Parcels.one(Kind.OPENED))))
                    .isInstanceOf(Failed.class);
        }
    }

    @Test
    void a_server_that_says_a_byte_now_and_then_is_left_when_its_time_is_up() throws Exception {
        try (ServerSocket slow = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try (var call = slow.accept()) {
                    while (true) {
                        call.getOutputStream().write('2');
                        Thread.sleep(100);
                    }
                } catch (IOException | InterruptedException left) {
                    // Whoever called is gone.
                }
            });
            EmailTransport impatient = new EmailTransport(
                    new OutgoingSockets(Parcels.PUBLIC_ONLY),
                    new Trust(NotifySettings.DEFAULTS),
                    Duration.ofSeconds(1));
            Channel channel = channel("127.0.0.1", slow.getLocalPort(), MailSecurity.NONE, "", true);
            assertThat(impatient.send(Parcels.parcel(channel, "", Parcels.one(Kind.OPENED))))
                    .isEqualTo(new Failed("The mail server did not finish within 1 s.", null));
        }
    }

    private Attempt send(MailSecurity security, String username, String password, Bundle bundle) {
        Channel channel = channel("127.0.0.1", server.getSmtp().getPort(), security, username, true);
        return transport.send(Parcels.parcel(channel, password, bundle));
    }

    private static EmailTransport transport(NotifySettings settings) {
        return new EmailTransport(new OutgoingSockets(Parcels.PUBLIC_ONLY), new Trust(settings));
    }

    private static Channel channel(
            String host, int port, MailSecurity security, String username, boolean allowsPrivate) {
        return new Channel(
                7,
                "mail",
                ChannelKind.EMAIL,
                true,
                allowsPrivate,
                host,
                port,
                security,
                username,
                "zol0@example.com",
                List.of("oncall@example.com"),
                false,
                !username.isEmpty(),
                0);
    }
}
