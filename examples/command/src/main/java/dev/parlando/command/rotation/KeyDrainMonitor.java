package dev.parlando.command.rotation;

import dev.parlando.account.AccountKey;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.TransportException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Polls the usage counts of both keys until the old key is unused. Owned by the thread that rotates the key. */
final class KeyDrainMonitor {
    private final ServiceAccountKeys keys;
    private final RotationSettings settings;
    private final RotationClock time;
    private final Consumer<String> progress;

    KeyDrainMonitor(ServiceAccountKeys keys, RotationSettings settings, RotationClock time, Consumer<String> progress) {
        this.keys = keys;
        this.settings = settings;
        this.time = time;
        this.progress = progress;
    }

    /**
     * Returns once the old key has been unused for the configured time and the new key works.
     *
     * @throws RotationException if the timeout expires, with the reason why the old key is still needed
     */
    void await(RotationRecord record) {
        long start = time.nanoTime();
        KeyTraffic traffic = new KeyTraffic(record.oldCount(), start);
        while (true) {
            poll(record, traffic);
            long now = time.nanoTime();
            if (isDrained(traffic, now)) {
                return;
            }
            long leftNanos = settings.timeout().toNanos() - (now - start);
            if (leftNanos <= 0) {
                throw new RotationException(timedOut(record, traffic, now));
            }
            sleep(leftNanos);
        }
    }

    private boolean isDrained(KeyTraffic traffic, long now) {
        if (!traffic.isNewKeyGood()) {
            return false;
        }
        if (traffic.isOldKeyGone() || settings.quietFor().isZero()) {
            return true;
        }
        return traffic.quietNanos(now) >= settings.quietFor().toNanos() && traffic.isNewKeyUsed();
    }

    private void poll(RotationRecord record, KeyTraffic traffic) {
        try {
            List<AccountKey> listed = keys.list();
            AccountKey oldKey = ServiceAccountKeys.find(listed, record.oldKeyId());
            requireCount(oldKey);
            if (traffic.update(oldKey, ServiceAccountKeys.find(listed, record.requireNewKeyId()), time.nanoTime())) {
                progress.accept("waiting until key " + record.oldKeyId() + " is quiet for "
                        + seconds(settings.quietFor()) + "; " + traffic.describe());
            }
        } catch (ParlandoException e) {
            if (!e.retryable() && !(e instanceof TransportException)) {
                throw e;
            }
            progress.accept("retrying after: " + e.getMessage());
        }
    }

    private void requireCount(@Nullable AccountKey oldKey) {
        if (oldKey != null
                && oldKey.characterCount() == null
                && !settings.quietFor().isZero()) {
            throw new RotationException("the service does not report the use of key " + oldKey.keyId()
                    + "; make sure yourself that nothing uses it, and run this again with --quiet-for 0s");
        }
    }

    private String timedOut(RotationRecord record, KeyTraffic traffic, long now) {
        String again = "; run this again to continue";
        if (!traffic.isNewKeyGood()) {
            return "the new key " + record.newKeyId() + " is disabled or not listed, so the old one stays" + again;
        }
        if (traffic.quietNanos(now) < settings.quietFor().toNanos()) {
            return "something still uses the old key " + record.oldKeyId() + " after "
                    + seconds(settings.timeout()) + " (" + traffic.describe()
                    + "); find the instance that has not read the new one and restart it" + again;
        }
        return "nothing used the new key " + record.newKeyId()
                + " yet, though the old one was used since the rotation began (" + traffic.describe()
                + "); check that its clients have read the new one" + again;
    }

    private void sleep(long leftNanos) {
        Duration left = Duration.ofNanos(leftNanos);
        Duration pause = settings.pause();
        try {
            time.sleep(left.compareTo(pause) < 0 ? left : pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RotationException("interrupted; run this again to continue", e);
        }
    }

    private static String seconds(Duration duration) {
        return duration.toSeconds() + " s";
    }
}
