package io.zol0.users;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * How often secrets may be guessed: for an account and from an address, each more slowly the more was guessed wrong. What
 * was right is given back.
 *
 * <p>An address that signed in to an account before has tries of its own for it, so that strangers cannot lock its owner
 * out. Remembers 50,000 of each at most, for a day; beyond, those not seen for longest start anew.
 */
@Component
class LoginThrottle {
    private static final int MOST = 50_000;
    private static final Duration KEPT = Duration.ofDays(1);
    private static final int LONGEST_NAME = 64;
    private static final int IPV6_NETWORK_BYTES = 8;

    private final Cache<String, Bucket> ofAccounts;
    private final Cache<String, Bucket> ofAddresses;
    private final Cache<String, Boolean> known;
    private final TimeMeter time;

    @Autowired
    LoginThrottle() {
        this(System::nanoTime);
    }

    /** @param nanos a clock that only ever goes on */
    LoginThrottle(LongSupplier nanos) {
        time = new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return nanos.getAsLong();
            }

            @Override
            public boolean isWallClockBased() {
                return false;
            }
        };
        ofAccounts = remembered(nanos);
        ofAddresses = remembered(nanos);
        known = remembered(nanos);
    }

    /** Takes a try; where there is none left, how long until there is one. */
    Optional<Duration> take(String account, String address) {
        Optional<Duration> wait = take(ofAddresses.get(network(address), key -> bucket(4)));
        return wait.isPresent() ? wait : take(ofAccounts.get(key(account, address), key -> bucket(1)));
    }

    /** Takes a try for an account whose owner is signed in already, wherever from. */
    Optional<Duration> take(String account) {
        return take(ofAccounts.get(name(account), key -> bucket(1)));
    }

    /** The secret was right: the try is given back. */
    void right(String account) {
        ofAccounts.get(name(account), key -> bucket(1)).addTokens(1);
    }

    /** The secret was right: the try is given back. */
    void right(String account, String address) {
        ofAddresses.get(network(address), key -> bucket(4)).addTokens(1);
        ofAccounts.get(key(account, address), key -> bucket(1)).addTokens(1);
        known.put(pair(account, address), true);
    }

    private static Optional<Duration> take(Bucket bucket) {
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    /** Five at once, then one in 12 s; after ten one in 90 s; after thirty one in 48 min. */
    private Bucket bucket(int times) {
        return Bucket.builder()
                .withCustomTimePrecision(time)
                .addLimit(limit(5L * times, Duration.ofMinutes(1)))
                .addLimit(limit(10L * times, Duration.ofMinutes(15)))
                .addLimit(limit(30L * times, Duration.ofDays(1)))
                .build();
    }

    private static Bandwidth limit(long tries, Duration in) {
        return Bandwidth.builder().capacity(tries).refillGreedy(tries, in).build();
    }

    private String key(String account, String address) {
        String pair = pair(account, address);
        return known.getIfPresent(pair) == null ? name(account) : pair;
    }

    private static String pair(String account, String address) {
        return name(account) + " " + network(address);
    }

    private static String name(String account) {
        String low = account.strip().toLowerCase(Locale.ROOT);
        return low.length() <= LONGEST_NAME ? low : low.substring(0, LONGEST_NAME);
    }

    /** Whoever has one IPv6 address has all of its network. */
    private static String network(String address) {
        try {
            return InetAddress.ofLiteral(address) instanceof Inet6Address six
                    ? HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), IPV6_NETWORK_BYTES))
                    : address;
        } catch (IllegalArgumentException e) {
            return "no address";
        }
    }

    private static <T> Cache<String, T> remembered(LongSupplier nanos) {
        return Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterAccess(KEPT)
                .ticker(nanos::getAsLong)
                .build();
    }
}
