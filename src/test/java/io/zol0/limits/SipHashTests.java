package io.zol0.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SipHashTests {

    /** Vectors of the reference implementation: key 00 to 0f, input 00, 01, … of the given length. */
    @Test
    void it_is_siphash_2_4_over_the_units_in_little_endian_order() {
        byte[] secret = new byte[16];
        for (int i = 0; i < 16; i++) {
            secret[i] = (byte) i;
        }
        KeyHash hash = KeyHash.under(secret);

        assertThat(hash.hash("")).isEqualTo(0x726fdb47dd0e0e31L);
        assertThat(hash.hash(units(2))).isEqualTo(0x0d6c8009d9a94f5aL);
        assertThat(hash.hash(units(8))).isEqualTo(0x93f5f5799a932462L);
        assertThat(hash.hash(units(14))).isEqualTo(0xf723ca908e7af2eeL);
        assertThat(hash.hash(units(16))).isEqualTo(0x3f2acc7f57c29bdbL);
    }

    private static String units(int bytes) {
        ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < bytes; i++) {
            buffer.put((byte) i);
        }
        return new String(buffer.array(), StandardCharsets.UTF_16LE);
    }

    @Test
    void another_secret_gives_another_hash() {
        assertThat(KeyHash.under(LimitsFixture.SECRET).hash("key"))
                .isNotEqualTo(KeyHash.under(new byte[16]).hash("key"));
    }

    @Test
    void a_secret_of_another_length_is_refused() {
        assertThatThrownBy(() -> KeyHash.under(new byte[8])).hasMessage("A secret of 16 bytes is needed, not of 8.");
    }
}
