package dev.parlando.fault;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBufAllocator;
import org.junit.jupiter.api.Test;

/** Checks that the leak check fails when a buffer leaks. */
class LeakCheckTest {
    @Test
    void failsOnLeakedBuffer() {
        LeakCheck check = new LeakCheck();
        leakBuffer();
        assertThatThrownBy(() -> {
                    for (int attempt = 0; attempt < 50; attempt++) {
                        check.afterAll(null);
                    }
                })
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("leaked");
    }

    private static void leakBuffer() {
        ByteBufAllocator.DEFAULT.ioBuffer(64);
    }
}
