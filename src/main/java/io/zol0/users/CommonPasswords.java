package io.zol0.users;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Tells the passwords that are guessed first: one or two common words dressed up with digits, signs and look-alikes. */
final class CommonPasswords {
    private static final Pattern NOT_LETTERS = Pattern.compile("[^a-z]+");
    private static final Pattern EDGES = Pattern.compile("^[^a-z]+|[^a-z]+$");
    private static final int LONGEST_CHECKED = 128;
    private static final Set<String> WORDS = read();

    private CommonPasswords() {}

    static boolean contain(String password) {
        String low = password.toLowerCase(Locale.ROOT);
        if (low.length() > LONGEST_CHECKED) {
            return false;
        }
        String core = EDGES.matcher(low).replaceAll("");
        return WORDS.contains(low)
                || isCommon(NOT_LETTERS.matcher(low).replaceAll(""))
                || isCommon(NOT_LETTERS.matcher(withoutDisguise(low)).replaceAll(""))
                || isCommon(NOT_LETTERS.matcher(withoutDisguise(core)).replaceAll(""));
    }

    /** Whether the letters are nothing, at most two common words, or one of them over and over. */
    private static boolean isCommon(String letters) {
        if (letters.length() < 3 || WORDS.contains(letters)) {
            return true;
        }
        for (int split = 1; split < letters.length(); split++) {
            String first = letters.substring(0, split);
            if (WORDS.contains(first)) {
                String rest = letters.substring(split);
                if (WORDS.contains(rest) || rest.replace(first, "").isEmpty()) {
                    return true;
                }
            }
        }
        return false;
    }

    private static String withoutDisguise(String text) {
        return text.chars()
                .map(c -> switch (c) {
                    case '@', '4' -> 'a';
                    case '3', '€' -> 'e';
                    case '1', '!', '|' -> 'i';
                    case '0' -> 'o';
                    case '5', '$' -> 's';
                    case '7', '+' -> 't';
                    default -> c;
                })
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static Set<String> read() {
        try (InputStream list = CommonPasswords.class.getResourceAsStream("common-passwords.txt")) {
            if (list == null) {
                throw new IllegalStateException("the list of common passwords is missing from the jar");
            }
            return new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
