package io.zol0.cache;

import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes the keys of answers. */
final class Keys {
    /** Longer than that, what sways an answer is in the key as a hash. */
    private static final int LONGEST_SWAY = 120;

    private final KeyedHash hash;

    Keys(KeyedHash hash) {
        this.hash = hash;
    }

    Keying of(CacheRequest request) {
        Reading reading = new Reading(request.scope());
        String target = reading.target(request.target());
        request.fields().forEach(reading);
        if (reading.ignored) {
            String token = request.token();
            if (token == null) {
                return new Keying.None("anonymous-signed");
            }
            reading.credential("=token", token);
        }
        String sway = reading.sway();
        CacheKey shared = null;
        if (reading.authorization != null) {
            shared = key(request, target, reading.credentials, sway);
            reading.credential("authorization", reading.authorization);
        }
        return new Keying.Keyed(
                key(request, target, reading.credentials, sway), shared, !reading.credentials.isEmpty());
    }

    /** The target as it is in keys. */
    String target(CacheScope scope, String target) {
        return new Reading(scope).target(target);
    }

    private CacheKey key(CacheRequest request, String target, List<String> credentials, String sway) {
        String partition = sway;
        if (!credentials.isEmpty()) {
            partition = "c=" + hashed(String.join("\n", credentials)) + sway;
        }
        return new CacheKey(request.upstreamId(), target, partition);
    }

    /** 16 bytes of the hash: what two different texts have in common with a chance of one in 2^64 after 2^32 of them. */
    private String hashed(String text) {
        byte[] whole = hash.of(text.getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(whole, 16));
    }

    static boolean has(List<String> names, CharSequence name) {
        for (int i = 0; i < names.size(); i++) {
            if (AsciiString.contentEqualsIgnoreCase(names.get(i), name)) {
                return true;
            }
        }
        return false;
    }

    /** Goes through one request. */
    private final class Reading implements Fields.Visitor {
        private final CacheScope scope;
        private List<String> credentials = List.of();
        private @Nullable List<String> swaying;
        private @Nullable String authorization;
        private boolean ignored;

        private Reading(CacheScope scope) {
            this.scope = scope;
        }

        @Override
        public void line(CharSequence name, CharSequence value) {
            if (has(scope.ignoredFields(), name)) {
                ignored = true;
            } else if (AsciiString.contentEqualsIgnoreCase("authorization", name)) {
                authorization = authorization == null ? value.toString() : authorization + "\n" + value;
            } else if (has(scope.credentialHeaders(), name)) {
                credential(small(name), value);
            } else {
                switch (FieldKind.of(name)) {
                    case PLAIN -> {}
                    case CREDENTIAL -> credential(small(name), value);
                    case SWAYING -> sways(name, value);
                }
            }
        }

        /** With its length, so that no two lists of credentials make the same text; in the order of the request. */
        private void credential(String name, CharSequence value) {
            if (credentials.isEmpty()) {
                credentials = new ArrayList<>(4);
            }
            credentials.add(name + " " + value.length() + " " + value);
        }

        private void sways(CharSequence name, CharSequence value) {
            String normal = Vary.normal(name, List.of(value.toString()));
            boolean neutral = normal.equals("=*/*") || normal.equals("=*");
            if (!neutral || !AsciiString.regionMatches(name, true, 0, "accept", 0, 6)) {
                if (swaying == null) {
                    swaying = new ArrayList<>(2);
                }
                swaying.add(small(name) + normal);
            }
        }

        private String sway() {
            if (swaying == null) {
                return "";
            }
            String sway = "\n" + String.join("\n", swaying);
            return sway.length() <= LONGEST_SWAY ? sway : "\n#" + hashed(sway);
        }

        /** The target without ignored fields, and with hashes in the place of what is secret. */
        private String target(String target) {
            int query = target.indexOf('?');
            if (query < 0) {
                return target;
            }
            StringBuilder changed = null;
            int from = query + 1;
            while (from <= target.length()) {
                int to = target.indexOf('&', from);
                to = to < 0 ? target.length() : to;
                int equals = target.indexOf('=', from);
                int nameEnd = equals < 0 || equals > to ? to : equals;
                String name = target.substring(from, nameEnd);
                boolean drop = has(scope.ignoredFields(), name);
                boolean secret = !drop
                        && nameEnd < to
                        && (has(scope.credentialFields(), name) || FieldKind.of(name) == FieldKind.CREDENTIAL);
                if (drop || secret) {
                    changed = changed == null ? new StringBuilder(target).delete(from - 1, target.length()) : changed;
                }
                ignored |= drop;
                if (secret && changed != null) {
                    credential("?" + name, target.substring(nameEnd + 1, to));
                    separate(changed, query).append(name).append("=*");
                } else if (!drop && changed != null) {
                    separate(changed, query).append(target, from, to);
                }
                from = to + 1;
            }
            return changed == null ? target : changed.toString();
        }

        private static StringBuilder separate(StringBuilder text, int query) {
            return text.append(text.length() == query ? '?' : '&');
        }

        private static String small(CharSequence name) {
            return name.toString().toLowerCase(Locale.ROOT);
        }
    }
}
