package io.zol0.notify;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A bundle as an e-mail: its subject, its plain text, and the same as HTML without pictures or anything that is fetched. */
final class MailText {
    private MailText() {}

    static String subject(Bundle bundle) {
        return "[ZoL0] " + Wording.title(bundle).replaceAll("[\\p{Cntrl}]+", " ");
    }

    static String plain(Parcel parcel) {
        Bundle bundle = parcel.bundle();
        Message.Page page = page(bundle);
        if (page != null) {
            return page.plain() + "\nOpen in ZoL0: "
                    + parcel.link(bundle.listed().getFirst()) + "\n";
        }
        StringBuilder text = new StringBuilder();
        if (bundle.count() > 1) {
            text.append(Wording.summary(bundle)).append(":\n\n");
        }
        for (Message message : bundle.listed()) {
            text.append(Wording.title(message))
                    .append('\n')
                    .append(message.sentence())
                    .append('\n')
                    .append(parcel.link(message))
                    .append("\n\n");
        }
        if (bundle.more() > 0) {
            text.append(Wording.more(bundle)).append("\n\n");
        }
        return text.append("All alerts: ")
                .append(parcel.linkToAll())
                .append('\n')
                .toString();
    }

    static String html(Parcel parcel) {
        Bundle bundle = parcel.bundle();
        Message.Page page = page(bundle);
        if (page != null) {
            String link = "<p><a href=\"%s\">Open in ZoL0</a></p>"
                    .formatted(escaped(parcel.link(bundle.listed().getFirst())));
            return page.html().replace("</body>", link + "</body>");
        }
        StringBuilder html = new StringBuilder("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>")
                .append(escaped(subject(bundle)))
                .append(
                        "</title><body style=\"font-family:system-ui,sans-serif;font-size:15px;line-height:1.45;margin:16px\">");
        if (bundle.count() > 1) {
            html.append("<p>").append(escaped(Wording.summary(bundle))).append(":</p>");
        }
        for (Message message : bundle.listed()) {
            html.append("<div style=\"border-left:4px solid ")
                    .append(colour(message))
                    .append(";padding:2px 12px;margin:0 0 16px\"><p style=\"margin:0;font-weight:600\">")
                    .append(escaped(Wording.title(message)))
                    .append("</p><p style=\"margin:4px 0\">")
                    .append(escaped(message.sentence()))
                    .append("</p>");
            facts(message)
                    .forEach(fact -> html.append("<p style=\"margin:4px 0;color:#5b6472\">")
                            .append(escaped(fact))
                            .append("</p>"));
            html.append("<p style=\"margin:4px 0\"><a href=\"")
                    .append(escaped(parcel.link(message)))
                    .append("\">Open in ZoL0</a></p></div>");
        }
        if (bundle.more() > 0) {
            html.append("<p>").append(escaped(Wording.more(bundle))).append("</p>");
        }
        return html.append("<p><a href=\"")
                .append(escaped(parcel.linkToAll()))
                .append("\">All alerts</a></p></body></html>")
                .toString();
    }

    /** What is to be read as a whole, where the bundle is that alone. */
    private static Message.@Nullable Page page(Bundle bundle) {
        return bundle.count() == 1 ? bundle.listed().getFirst().page() : null;
    }

    private static List<String> facts(Message message) {
        String environment = message.scope().environment();
        return environment.isEmpty() || environment.equals("*") ? List.of() : List.of("Environment " + environment);
    }

    private static String colour(Message message) {
        if (Wording.isOver(message)) {
            return "#8a93a1";
        }
        return switch (message.urgency()) {
            case CRITICAL -> "#c62828";
            case WARNING -> "#b26a00";
            case INFO -> "#1f5fbf";
        };
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
