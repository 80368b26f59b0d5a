package dev.parlando.cache;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.parlando.speech.FakeTimer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A shared store in memory whose time the test lets pass, and which fails on request. Safe for use from any thread. */
public final class FakeStore implements SharedStore {
    private record Claim(String token, long endNanos) {}

    private final FakeTimer timer;
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

    @GuardedBy("this")
    private final Map<String, Claim> claims = new HashMap<>();

    final Map<String, byte[]> values = new HashMap<>();
    final List<Duration> ages = new ArrayList<>();
    /** Names of the methods that throw. */
    final List<String> failing = new CopyOnWriteArrayList<>();
    /** The methods that were called. */
    final List<String> calls = new CopyOnWriteArrayList<>();
    /** Whether listeners get no events. */
    volatile boolean silent;
    /** Runs before each claim. */
    volatile Runnable beforeClaim = () -> {};
    /** Runs after each claim. */
    volatile Runnable afterClaim = () -> {};
    /** Blocks claims, which succeed when it is open. */
    volatile @Nullable CountDownLatch hang;

    /** Creates an empty store with the time of a timer. */
    public FakeStore(FakeTimer timer) {
        this.timer = timer;
    }

    private void onCall(String method) throws IOException {
        calls.add(method);
        if (failing.contains(method)) {
            throw new IOException(method + " is broken");
        }
    }

    @Override
    public byte @Nullable [] read(String name, int maxBytes) throws IOException {
        onCall("read");
        byte[] value = values.get(name);
        return value == null || value.length > maxBytes ? null : value;
    }

    @Override
    public void write(String name, byte[] value, Duration age) throws IOException {
        onCall("write");
        values.put(name, value);
        ages.add(age);
    }

    @Override
    public void delete(String name) throws IOException {
        onCall("delete");
        values.remove(name);
    }

    @Override
    public boolean claim(String name, String token, Duration expiry) throws IOException {
        beforeClaim.run();
        CountDownLatch latch = hang;
        if (latch != null) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
        onCall("claim");
        boolean taken = take(name, token, expiry);
        afterClaim.run();
        return taken;
    }

    private synchronized boolean take(String name, String token, Duration expiry) {
        Claim current = claims.get(name);
        if (current != null
                && current.endNanos() > timer.nanoTime()
                && !current.token().equals(token)) {
            return false;
        }
        claims.put(name, new Claim(token, timer.nanoTime() + expiry.toNanos()));
        return true;
    }

    @Override
    public boolean renew(String name, String token, Duration expiry) throws IOException {
        onCall("renew");
        return isHeldBy(name, token) && take(name, token, expiry);
    }

    private synchronized boolean isHeldBy(String name, String token) {
        Claim current = claims.get(name);
        return current != null
                && current.endNanos() > timer.nanoTime()
                && current.token().equals(token);
    }

    @Override
    public void release(String name, String token) throws IOException {
        onCall("release");
        if (isHeldBy(name, token)) {
            unclaim(name);
            if (!silent) {
                listeners.forEach(listener -> listener.accept(name));
            }
        }
    }

    private synchronized void unclaim(String name) {
        claims.remove(name);
    }

    /** Returns the number of claims that have not ended. */
    synchronized long claims() {
        return claims.values().stream()
                .filter(claim -> claim.endNanos() > timer.nanoTime())
                .count();
    }

    long calls(String method) {
        return calls.stream().filter(method::equals).count();
    }

    @Override
    public void addReleaseListener(Consumer<String> listener) {
        listeners.add(listener);
    }

    @Override
    public void removeReleaseListener(Consumer<String> listener) {
        listeners.remove(listener);
    }

    int listeners() {
        return listeners.size();
    }
}
