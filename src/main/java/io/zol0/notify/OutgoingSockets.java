package io.zol0.notify;

import io.zol0.home.ForbiddenAddresses;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.http.client.InetAddressFilter;
import org.springframework.stereotype.Component;

/**
 * Opens connections for channels. The very address that is connected to is the one that was checked, so a name that leads
 * elsewhere the next time it is asked leads nowhere new.
 */
@Component
class OutgoingSockets {
    private final InetAddressFilter open;

    /** @param open the addresses that every channel may call */
    OutgoingSockets(InetAddressFilter open) {
        this.open = open;
    }

    /** An address that this channel may not call. */
    static final class AddressRefused extends IOException {
        AddressRefused(String host) {
            super(
                    ("%s is, or leads to, an address of this machine or of a private network; an administrator can allow it in"
                                    + " the channel's settings")
                            .formatted(host));
        }

        private AddressRefused(String host, String why) {
            super("%s %s".formatted(host, why));
        }

        static AddressRefused forbidden(String host) {
            return new AddressRefused(
                    host, "is, or leads to, a link-local or cloud metadata address, which ZoL0 never calls");
        }
    }

    /**
     * A connection to the first address of the host that may be called and answers.
     *
     * @throws AddressRefused where none may be called
     */
    Socket connect(String host, int port, boolean allowsPrivate, Duration patience) throws IOException {
        List<InetAddress> all = addresses(host);
        IOException last = null;
        for (InetAddress address : all) {
            Socket socket = new Socket();
            try {
                require(host, address, allowsPrivate);
                socket.connect(new InetSocketAddress(address, port), Math.toIntExact(patience.toMillis()));
                return socket;
            } catch (IOException e) {
                socket.close();
                last = last == null || last instanceof AddressRefused ? e : last;
            }
        }
        throw last == null ? new UnknownHostException(host) : last;
    }

    private static List<InetAddress> addresses(String host) throws UnknownHostException {
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        List<InetAddress> named = new ArrayList<>();
        for (InetAddress address : InetAddress.getAllByName(bare)) {
            // By this name a certificate is checked, and not by one that the address has elsewhere.
            named.add(InetAddress.getByAddress(bare, address.getAddress()));
        }
        return named;
    }

    private void require(String host, InetAddress address, boolean allowsPrivate) throws AddressRefused {
        if (ForbiddenAddresses.contains(address)) {
            throw AddressRefused.forbidden(host);
        }
        if (!allowsPrivate && !open.matches(address)) {
            throw new AddressRefused(host);
        }
    }
}
