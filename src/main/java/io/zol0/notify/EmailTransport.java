package io.zol0.notify;

import io.zol0.notify.OutgoingSockets.AddressRefused;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Authenticator;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.Properties;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.eclipse.angus.mail.util.MailConnectException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Sends e-mail by a server that takes SMTP, with text and HTML; one connection for each, closed after a minute at the latest. */
@Component
class EmailTransport implements Transport {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(15);

    private final OutgoingSockets sockets;
    private final Trust trust;
    private final Duration patience;

    @Autowired
    EmailTransport(OutgoingSockets sockets, Trust trust) {
        this(sockets, trust, Duration.ofMinutes(1));
    }

    EmailTransport(OutgoingSockets sockets, Trust trust, Duration patience) {
        this.sockets = sockets;
        this.trust = trust;
        this.patience = patience;
    }

    @Override
    public ChannelKind kind() {
        return ChannelKind.EMAIL;
    }

    @Override
    public Attempt send(Parcel parcel) {
        Channel channel = parcel.channel();
        if (parcel.recipients().isEmpty()) {
            return new Attempt.Refused("Nobody is named whom the e-mail is for.");
        }
        Session session = Session.getInstance(properties(channel), new Login(channel.username(), parcel.secret()));
        try (Socket plain = sockets.connect(channel.address(), channel.port(), channel.allowsPrivate(), CONNECT);
                Deadline deadline = Deadline.of(plain, patience)) {
            session.getProperties().put("mail.smtp.localhost", literal(plain.getLocalAddress()));
            try {
                Socket socket = channel.security() == MailSecurity.TLS
                        ? trust.secured(plain, channel.address(), channel.port())
                        : plain;
                socket.setSoTimeout(Math.toIntExact(ANSWER.toMillis()));
                return new Attempt.Delivered(said(sent(session, socket, mail(session, parcel))));
            } catch (MessagingException | IOException e) {
                return deadline.isMissed()
                        ? new Attempt.Failed(
                                "The mail server did not finish within %d s.".formatted(patience.toSeconds()), null)
                        : judged(channel, e);
            }
        } catch (IOException e) {
            return judged(channel, e);
        }
    }

    /** What the server said to the mail, sent on a connection that is there already. */
    private static @Nullable String sent(Session session, Socket socket, MimeMessage mail) throws MessagingException {
        SMTPTransport transport = (SMTPTransport) session.getTransport("smtp");
        try {
            transport.connect(socket);
            transport.sendMessage(mail, mail.getAllRecipients());
            return transport.getLastServerResponse();
        } finally {
            transport.close();
        }
    }

    /**
     * What ZoL0 calls itself to the server (RFC 5321 section 4.1.3): its own name would have to be asked of a name server, for as long as
     * that takes.
     */
    static String literal(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        String plain = zone < 0 ? text : text.substring(0, zone);
        return address instanceof Inet6Address ? "[IPv6:" + plain + "]" : "[" + plain + "]";
    }

    private Properties properties(Channel channel) {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", channel.address());
        properties.put("mail.smtp.timeout", Long.toString(ANSWER.toMillis()));
        properties.put("mail.smtp.quitwait", "false");
        if (!channel.username().isEmpty()) {
            properties.put("mail.smtp.auth", "true");
            properties.put("mail.smtp.user", channel.username());
        }
        if (channel.security() == MailSecurity.STARTTLS) {
            properties.put("mail.smtp.starttls.enable", "true");
            properties.put("mail.smtp.starttls.required", "true");
            properties.put("mail.smtp.ssl.socketFactory", trust.sockets());
            properties.put("mail.smtp.ssl.checkserveridentity", "true");
            properties.put("mail.smtp.ssl.protocols", "TLSv1.3 TLSv1.2");
        }
        return properties;
    }

    private static final class Login extends Authenticator {
        private final PasswordAuthentication login;

        Login(String user, String password) {
            login = new PasswordAuthentication(user, password);
        }

        @Override
        protected PasswordAuthentication getPasswordAuthentication() {
            return login;
        }
    }

    private static MimeMessage mail(Session session, Parcel parcel) throws MessagingException {
        MimeMessage mail = new MimeMessage(session) {
            @Override
            protected void updateMessageID() throws MessagingException {
                // The same for every attempt, so that a mailbox can tell repeats.
                String sender = parcel.channel().sender();
                setHeader("Message-ID", "<" + parcel.webhookId() + sender.substring(sender.indexOf('@')) + ">");
            }
        };
        mail.setFrom(address(parcel.channel().sender()));
        for (String recipient : parcel.recipients()) {
            mail.addRecipient(RecipientType.TO, address(recipient));
        }
        mail.setSubject(MailText.subject(parcel.bundle()), StandardCharsets.UTF_8.name());
        mail.setSentDate(Date.from(parcel.at()));
        mail.setHeader("Auto-Submitted", "auto-generated");
        MimeBodyPart plain = new MimeBodyPart();
        plain.setText(MailText.plain(parcel), StandardCharsets.UTF_8.name());
        MimeBodyPart html = new MimeBodyPart();
        html.setText(MailText.html(parcel), StandardCharsets.UTF_8.name(), "html");
        mail.setContent(new MimeMultipart("alternative", plain, html));
        return mail;
    }

    private static InternetAddress address(String text) throws AddressException {
        return new InternetAddress(text, true);
    }

    private static String said(@Nullable String response) {
        return response == null ? "Taken." : "Answered " + response.strip();
    }

    /** What the server said, or what kept it from saying something. */
    private static Attempt judged(Channel channel, Exception e) {
        String host = channel.address();
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case AddressRefused refused -> {
                    return new Attempt.Refused(refused.getMessage() + ".");
                }
                case UnknownHostException unknown -> {
                    return failed("There is no host named %s.".formatted(host));
                }
                case SocketTimeoutException late -> {
                    return failed("%s did not answer in time.".formatted(host));
                }
                case ConnectException refused -> {
                    return failed("%s refused the connection at port %d.".formatted(host, channel.port()));
                }
                case SSLException tls -> {
                    return failed("The TLS connection to %s was not made: %s.".formatted(host, tls.getMessage()));
                }
                default -> {}
            }
        }
        return switch (e) {
            case AuthenticationFailedException login ->
                new Attempt.Refused("The mail server does not take the user name and password: " + brief(e));
            case SMTPSendFailedException failed -> byCode(failed.getReturnCode(), brief(failed));
            case SMTPSenderFailedException failed -> byCode(failed.getReturnCode(), brief(failed));
            case SendFailedException failed
            when failed.getNextException() instanceof SMTPAddressFailedException address ->
                byCode(address.getReturnCode(), brief(address));
            case MailConnectException connect -> failed("No connection to %s: %s".formatted(host, brief(e)));
            default -> failed("The mail was not taken: " + brief(e));
        };
    }

    /** RFC 5321: 4yz may work later, 5yz will not. */
    private static Attempt byCode(int code, String said) {
        return code >= 500 && code < 600 ? new Attempt.Refused("Answered " + said) : failed("Answered " + said);
    }

    private static Attempt failed(String said) {
        return new Attempt.Failed(said, null);
    }

    private static String brief(Exception e) {
        String text = String.valueOf(e.getMessage())
                .replaceAll("[\\p{Cntrl}\\s]+", " ")
                .strip();
        return text.length() > 300 ? text.substring(0, 300) + "…" : text;
    }
}
