package dev.parlando.internal.limiter;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The requests that hold a permit of one {@link ConcurrencyLimiter}. Each stores its index in the list, so that adding
 * and removing allocates nothing and takes constant time.
 *
 * <p>Threading: guarded by the limiter's lock.
 */
final class HeldPermits {
    private final ArrayList<PermitRequest> requests = new ArrayList<>();
    private final AtomicInteger accountSize;

    /** Creates an empty list; {@code accountSize} counts the permits of all groups of the account. */
    HeldPermits(AtomicInteger accountSize) {
        this.accountSize = accountSize;
    }

    int size() {
        return requests.size();
    }

    int sizeInAccount() {
        return accountSize.get();
    }

    /** Adds a request, which holds its permit from now on. */
    void add(PermitRequest request, long nowNanos, int limit) {
        request.heldIndex = requests.size();
        requests.add(request);
        request.onAdmitted(nowNanos, requests.size(), accountSize.incrementAndGet(), requests.size() >= limit);
    }

    /** Removes a request, which holds its permit no longer; the last request takes its place. */
    void remove(PermitRequest request) {
        request.state = PermitRequest.State.IDLE;
        accountSize.decrementAndGet();
        PermitRequest last = requests.remove(requests.size() - 1);
        if (last != request) {
            last.heldIndex = request.heldIndex;
            requests.set(request.heldIndex, last);
        }
    }

    /** Returns the requests of one owner. */
    List<PermitRequest> of(PermitOwner owner) {
        return requests.stream().filter(request -> request.owner == owner).toList();
    }
}
