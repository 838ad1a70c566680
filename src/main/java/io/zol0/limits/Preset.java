package io.zol0.limits;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a provider: its limits, and how its answers speak of them. Presets are data; some are shipped
 * ({@link Presets}), and anybody can write one.
 *
 * @param name 1 to 40 lower-case letters, digits and hyphens
 * @param title what people call the provider
 * @param about what the limits are like and where they were read, for people
 * @param quotas the quotas to begin with, the one that answers speak of first; 1 to 10
 * @param rules what answers mean, first match wins; what no rule fits is judged by its status alone; at most 40
 * @param credentials what in a request is a credential, for the cache
 * @param document where the provider writes down its limits; null where it does not
 */
public record Preset(
        String name,
        String title,
        String about,
        List<PresetQuota> quotas,
        List<AnswerRule> rules,
        Credentials credentials,
        @Nullable LimitDocument document) {
    /** Characters of the longest document that {@link #parse} takes. */
    public static final int LONGEST = 64 * 1024;

    public Preset {
        quotas = List.copyOf(quotas);
        rules = List.copyOf(rules);
    }

    /** Reads a preset that is written as JSON; never fails, but says what is wrong with it. */
    public static Parsed parse(String json) {
        return new PresetReader().read(json);
    }

    /** What came of reading a preset. */
    public sealed interface Parsed {
        /** It is sound. */
        record Read(Preset preset) implements Parsed {}

        /** It is not, for these reasons, each a sentence; 1 to 20. */
        record Broken(List<String> problems) implements Parsed {
            public Broken {
                problems = List.copyOf(problems);
            }
        }
    }

    /**
     * What in a request is a credential, and what changes with each request without changing what is asked for.
     *
     * @param headers names of headers that are credentials; at most 20
     * @param fields names of query fields that are credentials; at most 20
     * @param ignored names of query fields such as {@code timestamp} and {@code signature}, a suggestion for the cache; at most 20
     */
    public record Credentials(List<String> headers, List<String> fields, List<String> ignored) {
        public Credentials {
            headers = List.copyOf(headers);
            fields = List.copyOf(fields);
            ignored = List.copyOf(ignored);
        }
    }
}
