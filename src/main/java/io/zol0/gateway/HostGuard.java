package io.zol0.gateway;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keeps web pages from spending a quota through a gateway that is open on loopback: only known hosts, no foreign origin. */
final class HostGuard implements Step {
    private final Set<String> hosts;
    private final Step next;

    HostGuard(List<String> more, Step next) {
        Set<String> all = new HashSet<>(List.of("localhost", "127.0.0.1", "[::1]"));
        more.forEach(name -> all.add(name.toLowerCase(Locale.ROOT)));
        this.hosts = Set.copyOf(all);
        this.next = next;
    }

    @Override
    public void take(Exchange call) {
        RequestFields fields = call.fields();
        if (!known(fields.host())) {
            call.answer(
                    Problem.misdirected("The gateway is open on this machine only: call it as localhost, or name the"
                            + " host in zol0.gateway.hosts."));
        } else if (foreign(fields.origin(), fields.fetchSite())) {
            call.answer(Problem.foreignOrigin());
        } else {
            next.take(call);
        }
    }

    private boolean foreign(@Nullable String origin, @Nullable String site) {
        if (origin != null) {
            int scheme = origin.indexOf("://");
            return scheme < 0 || !known(origin.substring(scheme + 3));
        }
        return "cross-site".equalsIgnoreCase(site) || "same-site".equalsIgnoreCase(site);
    }

    private boolean known(String authority) {
        int colon = authority.lastIndexOf(':');
        String host = colon > authority.lastIndexOf(']') ? authority.substring(0, colon) : authority;
        return hosts.contains(host) || hosts.contains(host.toLowerCase(Locale.ROOT));
    }
}
