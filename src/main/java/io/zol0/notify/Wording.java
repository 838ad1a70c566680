package io.zol0.notify;

import io.zol0.notify.Message.Kind;

/** What bundles say to people. */
final class Wording {
    private static final int LONGEST_TITLE = 250;

    private Wording() {}

    /** In a line. */
    static String title(Bundle bundle) {
        if (bundle.count() == 1) {
            return shortened(title(bundle.listed().getFirst()), LONGEST_TITLE);
        }
        return summary(bundle) + ", the worst: "
                + shortened(bundle.listed().getFirst().title(), LONGEST_TITLE - 80);
    }

    /** How many there are of what. */
    static String summary(Bundle bundle) {
        if (bundle.ended() == 0) {
            return "%s".formatted(alerts(bundle.begun()));
        }
        return bundle.begun() == 0
                ? "%s over".formatted(bundle.ended() == 1 ? "1 alert is" : alerts(bundle.ended()) + " are")
                : "%s, and %,d over".formatted(alerts(bundle.begun()), bundle.ended());
    }

    /** What is said after those that are listed; empty where all are. */
    static String more(Bundle bundle) {
        return bundle.more() == 0 ? "" : "and %,d more".formatted(bundle.more());
    }

    static String title(Message message) {
        return switch (message.kind()) {
            case OPENED -> "%s: %s".formatted(message.urgency().words(), message.title());
            case ESCALATED -> "%s, not taken: %s".formatted(message.urgency().words(), message.title());
            case ACKNOWLEDGED -> "taken: %s".formatted(message.title());
            case RESOLVED -> "over: %s".formatted(message.title());
            case REPORT, TEST -> message.title();
        };
    }

    static boolean isOver(Message message) {
        return message.kind() == Kind.RESOLVED;
    }

    static String shortened(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(longest - 2)) ? longest - 2 : longest - 1;
        return text.substring(0, end) + "…";
    }

    private static String alerts(int count) {
        return count == 1 ? "1 alert" : "%,d alerts".formatted(count);
    }
}
