package io.zol0.notify;

import io.zol0.home.ForbiddenAddresses;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a channel must be like, in the sentences that forms and answers show. */
final class ChannelRules {
    private static final int LONGEST_NAME = 60;
    private static final int LONGEST_URL = 500;
    private static final int LONGEST_SECRET = 1000;
    private static final int MOST_RECIPIENTS = 20;
    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,250}[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]+]");
    private static final Pattern MAIL =
            Pattern.compile("[^\\s@<>,;:\"\\p{Cntrl}]{1,64}@[A-Za-z0-9]([A-Za-z0-9.-]{0,250}[A-Za-z0-9])?");
    private static final Pattern CHAT = Pattern.compile("-?\\d{1,20}|@[A-Za-z0-9_]{5,32}");
    private static final Pattern BOT_TOKEN = Pattern.compile("[A-Za-z0-9_-]+:[A-Za-z0-9_-]+");
    private static final Pattern PRINTABLE = Pattern.compile("[^\\p{Cntrl}]*");

    private ChannelRules() {}

    /** @param before the channel that is changed; null for a new one */
    static List<Flaw> flaws(ChannelDraft draft, @Nullable Channel before) {
        List<Flaw> flaws = new ArrayList<>();
        String name = draft.name();
        if (name.isBlank() || name.length() > LONGEST_NAME || !name.equals(name.strip()) || !isPlain(name)) {
            flaws.add(new Flaw("name", "A channel has a name of 1 to 60 characters, such as on call."));
        }
        if (draft.personal() && draft.kind() != ChannelKind.EMAIL) {
            flaws.add(new Flaw("personal", "Only e-mail carries what people ask for themselves."));
        }
        if (before != null && before.kind() != draft.kind()) {
            flaws.add(new Flaw("kind", "A channel stays of its kind; add another one."));
        }
        switch (draft.kind()) {
            case EMAIL -> mail(draft, flaws);
            case WEBHOOK, PAGERDUTY -> url(draft.address(), "address", "The URL", flaws);
            case TELEGRAM -> {
                url(draft.address(), "address", "The URL", flaws);
                if (draft.recipients().size() != 1
                        || !CHAT.matcher(draft.recipients().getFirst()).matches()) {
                    flaws.add(new Flaw(
                            "recipients", "A chat is a number, such as -1001234567890, or a name, such as @oncall."));
                }
            }
            case SLACK, TEAMS, DISCORD -> {}
        }
        secret(draft, before, flaws);
        return flaws;
    }

    /** Scheme, host and port of a URL that is secret, to know it by. */
    static String beginning(String url) {
        if (url.isEmpty()) {
            return "";
        }
        URI uri = URI.create(url.strip());
        return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort()) + "/…";
    }

    /** What is wrong with addresses of e-mails, of which there may be none. */
    static List<Flaw> recipients(List<String> addresses) {
        List<Flaw> flaws = new ArrayList<>();
        if (addresses.size() > MOST_RECIPIENTS) {
            flaws.add(new Flaw(
                    "recipients", "At most %d addresses; use a mailing list for more.".formatted(MOST_RECIPIENTS)));
        }
        addresses.stream()
                .filter(each -> !isMailAddress(each))
                .findFirst()
                .ifPresent(wrong -> flaws.add(new Flaw("recipients", "“%s” is no e-mail address.".formatted(wrong))));
        return flaws;
    }

    static boolean isMailAddress(String text) {
        return text.length() <= 320 && MAIL.matcher(text).matches() && !text.contains("..");
    }

    private static void mail(ChannelDraft draft, List<Flaw> flaws) {
        if (!HOST.matcher(draft.address()).matches()) {
            flaws.add(new Flaw("address", "Name the mail server by its host, such as smtp.example.com."));
        } else if (ForbiddenAddresses.isLiteralOf(draft.address())) {
            flaws.add(new Flaw("address", "This is a link-local or cloud metadata address, which ZoL0 never calls."));
        }
        if (draft.port() < 1 || draft.port() > 65_535) {
            flaws.add(new Flaw(
                    "port",
                    "The port is between 1 and 65535; usual is 587 with STARTTLS, 465 with TLS, 25 with neither."));
        }
        if (!isMailAddress(draft.sender())) {
            flaws.add(new Flaw("sender", "The sender is an e-mail address, such as zol0@example.com."));
        }
        if (draft.recipients().isEmpty() && !draft.personal()) {
            flaws.add(new Flaw("recipients", "Name at least one e-mail address, such as oncall@example.com."));
        }
        flaws.addAll(recipients(draft.recipients()));
        if (draft.username().length() > 200 || !isPlain(draft.username())) {
            flaws.add(new Flaw("username", "The user name has at most 200 characters."));
        }
    }

    private static void secret(ChannelDraft draft, @Nullable Channel before, List<Flaw> flaws) {
        ChannelKind kind = draft.kind();
        String secret = draft.secret();
        if (secret == null) {
            if (before == null || !before.hasSecret()) {
                if (needsSecret(draft)) {
                    flaws.add(new Flaw("secret", needed(kind)));
                }
            } else if (leadsElsewhere(draft, before)) {
                flaws.add(new Flaw(
                        "secret",
                        "The address is another one now. Type the %s again, so that it goes nowhere by mistake."
                                .formatted(kind.secretWords().toLowerCase(Locale.ROOT))));
            }
            return;
        }
        if (secret.isEmpty()) {
            if (needsSecret(draft)) {
                flaws.add(new Flaw("secret", needed(kind)));
            }
            return;
        }
        if (secret.length() > LONGEST_SECRET || !isPlain(secret)) {
            flaws.add(new Flaw(
                    "secret", "A secret has at most %,d characters, all in one line.".formatted(LONGEST_SECRET)));
            return;
        }
        switch (kind) {
            case WEBHOOK -> {
                if (!WebhookSignature.isSecret(secret)) {
                    flaws.add(new Flaw(
                            "secret", "A signing secret is whsec_ and 24 to 64 bytes in base64; let ZoL0 make one."));
                }
            }
            case SLACK, TEAMS, DISCORD -> url(secret, "secret", "The webhook URL", flaws);
            case TELEGRAM -> {
                if (!BOT_TOKEN.matcher(secret).matches()) {
                    flaws.add(new Flaw(
                            "secret", "A bot token has two parts with a colon between, as BotFather gives it."));
                }
            }
            case PAGERDUTY -> {
                if (!secret.matches("[A-Za-z0-9_-]{8,200}")) {
                    flaws.add(new Flaw("secret", "A routing key is letters and digits, 32 of them at PagerDuty."));
                }
            }
            case EMAIL -> {}
        }
    }

    private static boolean leadsElsewhere(ChannelDraft draft, Channel before) {
        return !draft.kind().hasSecretAddress()
                && (!draft.address().equals(before.address())
                        || draft.port() != before.port()
                        || draft.security() != before.security() && draft.security() == MailSecurity.NONE);
    }

    private static boolean needsSecret(ChannelDraft draft) {
        return draft.kind() != ChannelKind.EMAIL || !draft.username().isEmpty();
    }

    private static String needed(ChannelKind kind) {
        return switch (kind) {
            case EMAIL -> "The mail server's user name needs its password.";
            case WEBHOOK -> "A signed webhook needs a secret to sign with; let ZoL0 make one.";
            case SLACK, TEAMS, DISCORD -> "Paste the webhook URL that %s made for the channel.".formatted(kind.words());
            case TELEGRAM -> "Paste the token of the bot, as BotFather gives it.";
            case PAGERDUTY -> "Paste the routing key of the service's Events API v2 integration.";
        };
    }

    private static void url(String text, String field, String what, List<Flaw> flaws) {
        String example = " An example: https://hooks.example.com/zol0";
        URI uri;
        try {
            uri = new URI(text.strip());
        } catch (URISyntaxException e) {
            flaws.add(new Flaw(field, "This is not a URL." + example));
            return;
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme();
        if (!scheme.equals("http") && !scheme.equals("https")) {
            flaws.add(new Flaw(field, what + " begins with https:// or http://." + example));
        } else if (uri.getHost() == null) {
            flaws.add(new Flaw(field, what + " has no host name." + example));
        } else if (ForbiddenAddresses.isLiteralOf(uri.getHost())) {
            flaws.add(new Flaw(
                    field, "This is a link-local or cloud metadata address, which ZoL0 never calls." + example));
        } else if (uri.getRawUserInfo() != null) {
            flaws.add(new Flaw(field, what + " holds a user or password, which everybody would see here." + example));
        } else if (uri.getRawFragment() != null) {
            flaws.add(new Flaw(field, what + " has no # part." + example));
        } else if (uri.getPort() == 0 || uri.getPort() > 65_535) {
            flaws.add(new Flaw(field, "The port is between 1 and 65535." + example));
        } else if (text.length() > LONGEST_URL) {
            flaws.add(new Flaw(field, what + " has at most %d characters.".formatted(LONGEST_URL)));
        } else if (!text.equals(uri.toASCIIString())) {
            flaws.add(new Flaw(field, what + " has characters that a URL does not; write them with %." + example));
        }
    }

    private static boolean isPlain(String text) {
        return PRINTABLE.matcher(text).matches();
    }
}
