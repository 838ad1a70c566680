package io.zol0.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForbiddenAddressesTests {
    @Test
    void link_local_and_metadata_addresses_are_forbidden() {
        for (String address : List.of(
                "169.254.169.254",
                "169.254.0.1",
                "169.254.170.2",
                "fe80::1",
                "febf::1",
                "fd00:ec2::254",
                "fd00:ec2::23",
                "fd20:ce::254",
                "100.100.100.200",
                "168.63.129.16",
                "192.0.0.192")) {
            assertThat(ForbiddenAddresses.contains(InetAddress.ofLiteral(address)))
                    .as(address)
                    .isTrue();
            assertThat(ForbiddenAddresses.isLiteralOf(address)).as(address).isTrue();
        }
    }

    @Test
    void they_are_so_in_the_clothes_of_ipv6() throws Exception {
        for (String address : List.of(
                "::ffff:169.254.169.254",
                "::ffff:a9fe:a9fe",
                "::169.254.169.254",
                "::ffff:0:169.254.169.254",
                "64:ff9b::169.254.169.254",
                "64:ff9b:1::a9fe:a9fe",
                "2002:a9fe:a9fe::1",
                "fe80::1%1",
                "64:ff9b::168.63.129.16")) {
            assertThat(ForbiddenAddresses.contains(InetAddress.getByName(address)))
                    .as(address)
                    .isTrue();
        }
        assertThat(ForbiddenAddresses.isLiteralOf("[::ffff:169.254.169.254]")).isTrue();
    }

    @Test
    void private_and_public_addresses_are_an_admins_choice() {
        for (String address : List.of(
                "127.0.0.1",
                "10.0.0.1",
                "172.16.0.1",
                "192.168.1.1",
                "100.64.0.1",
                "192.0.2.7",
                "8.8.8.8",
                "::1",
                "fd00::1",
                "2001:db8::1",
                "64:ff9b::8.8.8.8",
                "2002:808:808::1",
                "2001:db8::a9fe:a9fe",
                "fec0::1")) {
            assertThat(ForbiddenAddresses.contains(InetAddress.ofLiteral(address)))
                    .as(address)
                    .isFalse();
        }
    }

    @Test
    void a_name_is_no_address_until_it_is_resolved() {
        assertThat(ForbiddenAddresses.isLiteralOf("metadata.google.internal")).isFalse();
        assertThat(ForbiddenAddresses.isLiteralOf("")).isFalse();
    }
}
