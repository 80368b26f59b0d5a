package dev.parlando.internal.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CleartextProtocolTest {
    private static final long TEN_MINUTES = TimeUnit.MINUTES.toNanos(10);
    /** The clock may start anywhere. */
    private static final long START = Long.MAX_VALUE - 5;

    private final CleartextProtocol protocol = new CleartextProtocol();

    @Test
    void startsWithoutObservation() {
        assertThat(protocol.isHttp1(START)).isFalse();
        assertThat(protocol.isHttp2()).isFalse();
    }

    @Test
    void remembersHttp1ForTenMinutes() {
        protocol.onSeen(Protocol.HTTP_1_1, START);
        assertThat(protocol.isHttp1(START + TEN_MINUTES - 1)).isTrue();
        assertThat(protocol.isHttp1(START + TEN_MINUTES)).isFalse();
        assertThat(protocol.isHttp2()).isFalse();
    }

    @Test
    void remembersHttp2UntilAnotherProtocolIsSeen() {
        protocol.onSeen(Protocol.H2C, START);
        assertThat(protocol.isHttp2()).isTrue();
        assertThat(protocol.isHttp1(START)).isFalse();
        protocol.onSeen(Protocol.HTTP_1_1, START);
        assertThat(protocol.isHttp2()).isFalse();
    }

    @Test
    void forgets() {
        protocol.onSeen(Protocol.HTTP_1_1, START);
        protocol.forget();
        assertThat(protocol.isHttp1(START)).isFalse();
    }
}
