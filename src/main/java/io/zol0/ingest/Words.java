package io.zol0.ingest;

import org.jspecify.annotations.Nullable;

/** The few words that come again and again, each as one string: a table in which a newer word takes the place of an older. */
final class Words {
    private static final int PLACES = 512;
    private static final int LONGEST = 64;

    private final @Nullable String[] places = new @Nullable String[PLACES];

    String of(char[] text, int offset, int length) {
        if (length > LONGEST) {
            return new String(text, offset, length);
        }
        int hash = 0;
        for (int i = offset; i < offset + length; i++) {
            hash = 31 * hash + text[i];
        }
        int place = (hash ^ hash >>> 16) & PLACES - 1;
        String known = places[place];
        if (known == null || !isSame(known, text, offset, length)) {
            known = new String(text, offset, length);
            places[place] = known;
        }
        return known;
    }

    private static boolean isSame(String word, char[] text, int offset, int length) {
        if (word.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (word.charAt(i) != text[offset + i]) {
                return false;
            }
        }
        return true;
    }
}
