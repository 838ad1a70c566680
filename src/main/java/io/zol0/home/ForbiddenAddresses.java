package io.zol0.home;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.springframework.boot.http.client.InetAddressFilter;

/** Addresses that ZoL0 never calls, whoever asks for it: link-local ones, and those where clouds hand out a machine's credentials. */
public final class ForbiddenAddresses {
    private static final InetAddressFilter FORBIDDEN = InetAddressFilter.of(
            // Link-local, RFC 3927 and 4291; the metadata services of most clouds are there.
            "169.254.0.0/16",
            "fe80::/10",
            // By IPv6 of AWS and Google; Alibaba's, the host of an Azure machine, Oracle's former one.
            "fd00:ec2::/32",
            "fd20:ce::254/128",
            "100.100.100.200/32",
            "168.63.129.16/32",
            "192.0.0.192/32");

    private ForbiddenAddresses() {}

    /** Whether the address is one, also where an IPv6 address stands for an IPv4 one. */
    public static boolean contains(InetAddress address) {
        return FORBIDDEN.matches(address)
                || address instanceof Inet6Address && standsForForbidden(address.getAddress());
    }

    /** The same of a host that is written as an address, with or without brackets; a name is none. */
    public static boolean isLiteralOf(String host) {
        try {
            return contains(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Those of RFC 4291 (compatible, mapped), 6052 and 8215 (translated), 7915 and 3056 (6to4). */
    private static boolean standsForForbidden(byte[] ipv6) {
        int group0 = group(ipv6, 0);
        int group1 = group(ipv6, 1);
        if (group0 == 0x2002) {
            return isForbidden(ipv6, 2);
        }
        boolean translated = group0 == 0x64 && group1 == 0xff9b;
        boolean embedded = group0 == 0 && group1 == 0 && group(ipv6, 2) == 0 && group(ipv6, 3) == 0;
        return (translated || embedded) && isForbidden(ipv6, 12);
    }

    private static int group(byte[] ipv6, int number) {
        return (ipv6[2 * number] & 0xff) << 8 | ipv6[2 * number + 1] & 0xff;
    }

    private static boolean isForbidden(byte[] ipv6, int from) {
        try {
            return FORBIDDEN.matches(InetAddress.getByAddress(Arrays.copyOfRange(ipv6, from, from + 4)));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }
}
