package io.zol0.cache;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a dictionary of structured fields (RFC 9651 section 4.2.2): whole, or not at all. Parameters are read and dropped. */
final class Dictionary {
    /** A bare word. */
    record Token(String text) {}

    private static final int MAX_MEMBERS = 1024;

    private final String text;
    private int at;

    private Dictionary(String text) {
        this.text = text;
    }

    /**
     * The members: {@link Boolean}, {@link Long}, {@link Double}, {@link String}, {@link Token}, {@code byte[]}, or a {@link List} of
     * such; null where the field breaks the syntax.
     */
    static @Nullable Map<String, Object> read(List<String> lines) {
        try {
            return new Dictionary(String.join(",", lines)).dictionary();
        } catch (Broken broken) {
            return null;
        }
    }

    private Map<String, Object> dictionary() throws Broken {
        Map<String, Object> members = new LinkedHashMap<>();
        skip(" ");
        while (at < text.length()) {
            String key = key();
            Object value = true;
            if (next('=')) {
                value = peek() == '(' ? innerList() : bareItem();
            }
            parameters();
            members.remove(key);
            members.put(key, value);
            check(members.size() <= MAX_MEMBERS);
            skip(" \t");
            if (at == text.length()) {
                return members;
            }
            check(next(','));
            skip(" \t");
            check(at < text.length());
        }
        return members;
    }

    private List<Object> innerList() throws Broken {
        at++;
        List<Object> items = new ArrayList<>();
        while (true) {
            skip(" ");
            if (next(')')) {
                return items;
            }
            items.add(bareItem());
            parameters();
            check(peek() == ' ' || peek() == ')');
        }
    }

    private void parameters() throws Broken {
        while (next(';')) {
            skip(" ");
            key();
            if (next('=')) {
                bareItem();
            }
        }
    }

    private Object bareItem() throws Broken {
        char c = peek();
        if (c == '-' || isDigit(c)) {
            return number();
        }
        if (c == '"') {
            return string();
        }
        if (c == ':') {
            return bytes();
        }
        if (c == '?') {
            at++;
            boolean yes = next('1');
            check(yes || next('0'));
            return yes;
        }
        if (c == '@') {
            at++;
            Object date = number();
            check(date instanceof Long);
            return date;
        }
        if (c == '%') {
            return displayString();
        }
        check(c == '*' || isLetter(c));
        int from = at;
        while (at < text.length() && isTokenChar(text.charAt(at))) {
            at++;
        }
        return new Token(text.substring(from, at));
    }

    private Object number() throws Broken {
        int from = at;
        next('-');
        int digits = digits();
        if (next('.')) {
            int fraction = digits();
            check(digits <= 12 && fraction >= 1 && fraction <= 3);
            return Double.parseDouble(text.substring(from, at));
        }
        check(digits <= 15);
        return Long.parseLong(text.substring(from, at));
    }

    private int digits() throws Broken {
        int from = at;
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
        check(at > from);
        return at - from;
    }

    private String string() throws Broken {
        at++;
        StringBuilder value = new StringBuilder();
        while (true) {
            char c = take();
            if (c == '"') {
                return value.toString();
            }
            if (c == '\\') {
                c = take();
                check(c == '"' || c == '\\');
            }
            check(c >= 0x20 && c < 0x7f);
            value.append(c);
        }
    }

    private byte[] bytes() throws Broken {
        int end = text.indexOf(':', at + 1);
        check(end > 0);
        try {
            byte[] value = Base64.getDecoder().decode(text.substring(at + 1, end));
            at = end + 1;
            return value;
        } catch (IllegalArgumentException e) {
            throw new Broken();
        }
    }

    /** Not decoded, since nothing here has one. */
    private String displayString() throws Broken {
        at++;
        check(next('"'));
        int from = at;
        while (take() != '"') {
            check(text.charAt(at - 1) >= 0x20 && text.charAt(at - 1) < 0x7f);
        }
        return text.substring(from, at - 1);
    }

    private String key() throws Broken {
        int from = at;
        char first = peek();
        check(first == '*' || (first >= 'a' && first <= 'z'));
        while (at < text.length() && isKeyChar(text.charAt(at))) {
            at++;
        }
        return text.substring(from, at);
    }

    private void skip(String any) {
        while (at < text.length() && any.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private boolean next(char c) {
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private char peek() throws Broken {
        check(at < text.length());
        return text.charAt(at);
    }

    private char take() throws Broken {
        char c = peek();
        at++;
        return c;
    }

    private static void check(boolean holds) throws Broken {
        if (!holds) {
            throw new Broken();
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isKeyChar(char c) {
        return (c >= 'a' && c <= 'z') || isDigit(c) || "_-.*".indexOf(c) >= 0;
    }

    private static boolean isTokenChar(char c) {
        return isLetter(c) || isDigit(c) || "!#$%&'*+-.^_`|~:/".indexOf(c) >= 0;
    }

    /** The field breaks the syntax; carries no trace, for it never leaves this class. */
    private static final class Broken extends Exception {
        private Broken() {
            super(null, null, false, false);
        }
    }
}
