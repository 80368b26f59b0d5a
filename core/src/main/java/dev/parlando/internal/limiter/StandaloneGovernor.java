package dev.parlando.internal.limiter;

import dev.parlando.governor.GovernorSettings;
import dev.parlando.governor.SharedGovernor;
import dev.parlando.internal.event.CallbackExecutor;
import dev.parlando.internal.event.EngineThread;
import dev.parlando.internal.event.UnexpectedFailure;
import dev.parlando.network.RetryPolicy;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A governor with a timer and a callback executor of its own, so that it depends on no engine.
 *
 * <p>Threading: safe for use from any thread.
 */
public final class StandaloneGovernor extends AccountGovernor implements SharedGovernor {
    private final GovernorTimer timer;
    private final CallbackExecutor callbacks;
    private final AtomicBoolean closing = new AtomicBoolean();

    /** Creates a governor without engines. */
    public StandaloneGovernor(GovernorSettings settings) {
        this(settings, new GovernorTimer(), new CallbackExecutor(null));
    }

    private StandaloneGovernor(GovernorSettings settings, GovernorTimer timer, CallbackExecutor callbacks) {
        super(
                settings,
                // The requests of users are never queued again, so that the policy has no effect on them.
                new PermitOwner(RetryPolicy.DEFAULT, () -> NO_KEY),
                System::nanoTime,
                () -> ThreadLocalRandom.current().nextDouble(),
                timer,
                callbacks);
        this.timer = timer;
        this.callbacks = callbacks;
    }

    @Override
    public void close() {
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        if (EngineThread.isCurrentShared()) {
            EngineThread.create("parlando-close", this::closeNow).start();
        } else {
            closeNow();
        }
    }

    private void closeNow() {
        UnexpectedFailure.contain(super::close);
        UnexpectedFailure.contain(timer::close);
        UnexpectedFailure.contain(callbacks::close);
    }
}
