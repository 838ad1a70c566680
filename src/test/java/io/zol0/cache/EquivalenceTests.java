package io.zol0.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random callers of a random origin: whatever comes out of the store is what the origin gave to somebody who asked for the same. */
class EquivalenceTests {

    /** What the origin makes its answer of: everything that it says in Vary, the target, and who asks. */
    private static String answerTo(CacheRequest request, String vary, int version) {
        StringBuilder text = new StringBuilder(request.upstreamId() + request.target());
        for (String name : List.of("Authorization", "Cookie", "X-Api-Key", "Accept", "X-Forwarded-Host")) {
            text.append('|').append(request.fields().first(name));
        }
        for (String name : vary.split(", ", -1)) {
            text.append('|')
                    .append(
                            name.isEmpty()
                                    ? ""
                                    : Vary.normal(name, request.fields().all(name)));
        }
        return text.append('|').append(version).toString();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void a_hit_is_always_what_the_origin_gave_to_an_equivalent_request(long seed) {
        Random random = new Random(seed);
        String[] names = {
            "Authorization", "Cookie", "X-Api-Key", "Accept", "X-Forwarded-Host", "Foo", "Bar", "Accept-Language"
        };
        String[] values = {"a", "b", "a, b", "b,a"};
        String[] cacheControls = {
            "max-age=5",
            "max-age=5, private",
            "no-store",
            "no-cache",
            "max-age=1, stale-while-revalidate=3",
            "s-maxage=4",
            "max-age=3, stale-if-error=9",
            ""
        };
        int hits = 0;
        try (CacheFixture fixture = new CacheFixture()) {
            for (int i = 0; i < 20_000; i++) {
                fixture.wait(Duration.ofMillis(random.nextInt(300)));
                String target = "/" + random.nextInt(3);
                List<String> fields = new ArrayList<>();
                for (int j = random.nextInt(3); j > 0; j--) {
                    String name = names[random.nextInt(names.length)];
                    if (!fields.contains(name)) {
                        fields.add(name);
                        fields.add(values[random.nextInt(values.length)]);
                    }
                }
                CacheRequest request = new CacheRequest(
                        "GET",
                        random.nextInt(2),
                        1,
                        target,
                        FieldList.of(fields.toArray(String[]::new)),
                        false,
                        CacheScope.PLAIN,
                        random.nextInt(3) == 0 ? CacheFixture.own(Duration.ofSeconds(2)) : CacheFixture.ORIGIN,
                        null);
                String vary = List.of("", "Foo", "Foo, Bar", "Accept-Language")
                        .get((target.hashCode() & 1) + random.nextInt(3));
                String cacheControl = cacheControls[random.nextInt(cacheControls.length)];
                boolean fails = random.nextInt(10) == 0;
                // Shared by Authorization and not: then it must not depend on it.
                boolean shared = cacheControl.startsWith("s-maxage");
                String text = answerTo(shared ? without(request, "Authorization") : request, vary, i);
                fixture.answers(fails ? 503 : 200, "Cache-Control", cacheControl, "Vary", vary)
                        .saying(text);
                CacheFixture.Answer answer = fixture.ask(request);
                if (answer.fromStore()) {
                    hits++;
                    int version = Integer.parseInt(
                            answer.text().substring(answer.text().lastIndexOf('|') + 1));
                    String varied = answer.field("vary");
                    boolean wasShared = answer.field("cache-control").startsWith("s-maxage");
                    assertThat(answer.text())
                            .isEqualTo(
                                    answerTo(wasShared ? without(request, "Authorization") : request, varied, version));
                    assertThat(version).isLessThan(i);
                }
                fixture.catchUp();
            }
        }
        assertThat(hits).isGreaterThan(500);
    }

    private static CacheRequest without(CacheRequest request, String dropped) {
        List<String> rest = new ArrayList<>();
        request.fields().forEach((name, value) -> {
            if (!name.toString().equals(dropped)) {
                rest.add(name.toString());
                rest.add(value.toString());
            }
        });
        return new CacheRequest(
                request.method(),
                request.upstreamId(),
                1,
                request.target(),
                FieldList.of(rest.toArray(String[]::new)),
                false,
                request.scope(),
                request.policy(),
                null);
    }
}
