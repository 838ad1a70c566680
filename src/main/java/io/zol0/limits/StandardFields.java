package io.zol0.limits;

import io.zol0.limits.Signal.Count;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code RateLimit} and {@code RateLimit-Policy} of draft-ietf-httpapi-ratelimit-headers: lists of items such as
 * {@code "default";r=50;t=30} and {@code "burst";q=100;w=60}, and the form of its drafts up to 07,
 * {@code limit=100, remaining=50, reset=5} with {@code 100;w=60}. Lists are those of RFC 9651; one that breaks its rules is none.
 */
final class StandardFields {
    private static final int LONGEST = 2_000;
    private static final int MOST_ITEMS = 20;
    private static final Item NONE = new Item("");

    private StandardFields() {}

    /** What an item says; negative where it does not. */
    private static final class Item {
        final String name;
        long quota = Signal.UNKNOWN;
        long window = Signal.UNKNOWN;
        long remaining = Signal.UNKNOWN;
        long time = Signal.UNKNOWN;
        boolean requests = true;

        Item(String name) {
            this.name = name;
        }
    }

    /** @param quota name of the preset's quota that the counts are of */
    static List<Count> read(
            @Nullable CharSequence limits, @Nullable CharSequence policies, String quota, long nowMillis) {
        List<Item> said = items(limits);
        List<Item> known = items(policies);
        List<Count> counts = new ArrayList<>();
        for (Item item : said) {
            Item policy = named(item.name, known, said.size() == 1);
            if (item.requests && policy.requests) {
                counts.add(count(quota, item, policy, nowMillis));
            }
        }
        if (said.isEmpty()) {
            for (Item policy : known) {
                if (policy.requests && policy.quota != Signal.UNKNOWN) {
                    counts.add(count(quota, NONE, policy, nowMillis));
                }
            }
        }
        return counts;
    }

    private static Item named(String name, List<Item> policies, boolean alone) {
        for (Item policy : policies) {
            if (policy.name.equals(name)) {
                return policy;
            }
        }
        return alone && policies.size() == 1 ? policies.getFirst() : NONE;
    }

    private static Count count(String quota, Item item, Item policy, long nowMillis) {
        long limit = item.quota == Signal.UNKNOWN ? policy.quota : item.quota;
        boolean absurd = limit != Signal.UNKNOWN && item.remaining > limit;
        long longest = Readings.LONGEST.toSeconds();
        Duration period = policy.window < 1 || policy.window > longest ? null : Duration.ofSeconds(policy.window);
        Instant reset =
                item.time < 1 || item.time > longest ? null : Instant.ofEpochMilli(nowMillis + item.time * 1000);
        return new Count(quota, period, Signal.UNKNOWN, limit, absurd ? Signal.UNKNOWN : item.remaining, reset);
    }

    private static List<Item> items(@Nullable CharSequence field) {
        if (field == null || field.length() > LONGEST) {
            return List.of();
        }
        Reader reader = new Reader(field.toString());
        List<Item> items = new ArrayList<>();
        boolean sound = reader.list(items);
        return sound ? items : List.of();
    }

    /** Walks through a list. */
    private static final class Reader {
        private final String text;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        boolean list(List<Item> items) {
            Item old = new Item("");
            boolean dictionary = false;
            spaces();
            while (at < text.length()) {
                String name = bare();
                if (name == null || items.size() == MOST_ITEMS) {
                    return false;
                }
                if (peek() == '=') {
                    at++;
                    String value = bare();
                    if (value == null) {
                        return false;
                    }
                    note(old, name, value);
                    dictionary = true;
                    if (!parameters(new Item(name))) {
                        return false;
                    }
                } else {
                    Item item = new Item(name);
                    item.quota = Figure.count(name);
                    if (!parameters(item)) {
                        return false;
                    }
                    items.add(item);
                }
                spaces();
                if (at < text.length() && text.charAt(at++) != ',') {
                    return false;
                }
                spaces();
            }
            if (dictionary) {
                items.add(old);
            }
            return true;
        }

        private static void note(Item item, String name, String value) {
            switch (name) {
                case "limit" -> item.quota = Figure.count(value);
                case "remaining" -> item.remaining = Figure.count(value);
                case "reset" -> item.time = Figure.count(value);
                default -> {}
            }
        }

        private boolean parameters(Item item) {
            while (peek() == ';') {
                at++;
                spaces();
                String name = bare();
                String value = "?1";
                if (name == null) {
                    return false;
                }
                if (peek() == '=') {
                    at++;
                    value = bare();
                    if (value == null) {
                        return false;
                    }
                }
                switch (name) {
                    case "q" -> item.quota = Figure.count(value);
                    case "w" -> item.window = Figure.count(value);
                    case "r" -> item.remaining = Figure.count(value);
                    case "t" -> item.time = Figure.count(value);
                    case "qu" -> item.requests = value.equals("requests");
                    default -> {}
                }
            }
            return true;
        }

        /** A string, token, number, boolean or byte sequence, as its text; null where there is none. */
        private @Nullable String bare() {
            if (peek() == '"') {
                return string();
            }
            int start = at;
            if (peek() == ':') {
                at++;
                while (at < text.length() && text.charAt(at) != ':') {
                    at++;
                }
                return at < text.length() ? text.substring(start, ++at) : null;
            }
            while (at < text.length() && " \t,;=\"".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            return at == start ? null : text.substring(start, at);
        }

        private @Nullable String string() {
            StringBuilder string = new StringBuilder();
            for (at++; at < text.length(); at++) {
                char c = text.charAt(at);
                if (c == '"') {
                    at++;
                    return string.toString();
                }
                if (c == '\\' && ++at < text.length()) {
                    c = text.charAt(at);
                }
                string.append(c);
            }
            return null;
        }

        private int peek() {
            return at < text.length() ? text.charAt(at) : -1;
        }

        private void spaces() {
            while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
                at++;
            }
        }
    }
}
