package dev.parlando.cache;

import dev.parlando.speech.FakeTimer;
import java.time.Duration;

/** Tests the contract of the store that the tests of this package rely on. */
class FakeStoreTest extends SharedStoreContract {
    private final FakeTimer timer = new FakeTimer();
    private final FakeStore store = new FakeStore(timer);

    @Override
    protected SharedStore store() {
        return store;
    }

    @Override
    protected void pass(Duration time) {
        timer.pass(time.toMillis());
    }
}
