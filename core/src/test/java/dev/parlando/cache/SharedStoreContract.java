package dev.parlando.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests of the contract of any shared store. The subclass opens it and lets time pass. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class SharedStoreContract {
    private static final String NAME = "0123456789abcdef.speech";
    private static final Duration EXPIRY = Duration.ofSeconds(2);
    private static final int MAX_BYTES = 1_000_000;

    /** Creates a test. */
    protected SharedStoreContract() {}

    /** Returns the store. */
    protected abstract SharedStore store();

    /** Lets time pass for the store. */
    protected abstract void pass(Duration time);

    @Test
    void returnsTheLastValue() throws IOException {
        byte[] value = new byte[100_000];
        value[7] = -1;
        assertThat(store().read(NAME, MAX_BYTES)).isNull();
        store().write(NAME, new byte[] {1}, EXPIRY);
        store().write(NAME, value, EXPIRY);
        assertThat(store().read(NAME, MAX_BYTES)).isEqualTo(value);
        assertThat(store().read("other.speech", MAX_BYTES)).isNull();
        store().delete(NAME);
        store().delete(NAME);
        assertThat(store().read(NAME, MAX_BYTES)).isNull();
    }

    @Test
    void returnsNoValueAboveTheLimit() throws IOException {
        store().write(NAME, new byte[100], EXPIRY);
        assertThat(store().read(NAME, 99)).isNull();
        assertThat(store().read(NAME, 100)).hasSize(100);
    }

    @Test
    void givesClaimToOneToken() throws IOException {
        assertThat(store().claim(NAME, "one", EXPIRY)).isTrue();
        assertThat(store().claim(NAME, "two", EXPIRY)).isFalse();
        assertThat(store().claim(NAME, "one", EXPIRY)).isTrue();
        assertThat(store().claim("other.speech", "two", EXPIRY)).isTrue();
        assertThat(store().read(NAME, MAX_BYTES)).isNull();
        store().release(NAME, "two");
        assertThat(store().claim(NAME, "two", EXPIRY)).isFalse();
        store().release(NAME, "one");
        assertThat(store().claim(NAME, "two", EXPIRY)).isTrue();
        assertThat(store().renew(NAME, "one", EXPIRY)).isFalse();
    }

    @Test
    void claimEndsUnlessRenewed() throws IOException {
        assertThat(store().claim("lost.speech", "one", EXPIRY)).isTrue();
        assertThat(store().claim(NAME, "one", EXPIRY)).isTrue();
        assertThat(store().renew(NAME, "one", Duration.ofMinutes(1))).isTrue();
        pass(EXPIRY.plusMillis(100));
        assertThat(store().renew("lost.speech", "one", EXPIRY)).isFalse();
        assertThat(store().claim("lost.speech", "two", EXPIRY)).isTrue();
        assertThat(store().claim(NAME, "two", EXPIRY)).isFalse();
    }

    @Test
    void reportsReleasedClaims() throws Exception {
        BlockingQueue<String> names = new LinkedBlockingQueue<>();
        Consumer<String> listener = names::add;
        store().addReleaseListener(listener);
        String released = null;
        for (int i = 0; i < 100 && released == null; i++) { // The subscription may begin late.
            store().claim(NAME, "one", EXPIRY);
            store().release(NAME, "one");
            released = names.poll(100, TimeUnit.MILLISECONDS);
        }
        assertThat(released).isEqualTo(NAME);
        store().removeReleaseListener(listener);
    }
}
