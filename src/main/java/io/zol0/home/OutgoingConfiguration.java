package io.zol0.home;

import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.http.client.InetAddressFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where requests may go that are no calls of an upstream, such as webhooks: to public addresses, and to what an operator allows. */
@Configuration(proxyBeanMethods = false)
class OutgoingConfiguration {
    /** Spring's HTTP clients take it by themselves. */
    @Bean
    InetAddressFilter outgoingAddresses(@Value("${zol0.outgoing.allow:}") List<String> allowed) {
        return filter(allowed);
    }

    static InetAddressFilter filter(List<String> allowed) {
        InetAddressFilter open = InetAddressFilter.externalAddresses();
        for (String range : allowed) {
            try {
                open = open.or(range.strip());
            } catch (RuntimeException e) {
                throw new Refusal(
                        "ZOL0_OUTGOING_ALLOW takes addresses and ranges such as 10.1.2.0/24, and has \"" + range
                                + "\".",
                        e);
            }
        }
        InetAddressFilter reachable = open;
        return address -> reachable.matches(address) && !ForbiddenAddresses.contains(address);
    }
}
