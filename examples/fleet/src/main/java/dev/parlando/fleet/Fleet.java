package dev.parlando.fleet;

import dev.parlando.governor.Governor;
import dev.parlando.governor.GovernorListener;
import dev.parlando.governor.GroupDemand;
import dev.parlando.governor.LimitSnapshot;
import dev.parlando.telemetry.EngineListener;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/**
 * The membership of an engine in a fleet: the engines of one account on many machines, which divide its concurrency
 * limit through Redis.
 *
 * <p>Each engine has a share of the limit of each model group and grants its permits locally. Shares move to the engines
 * whose requests wait: first those of the highest priority, then those of the engine with the fewest permits. An engine
 * that is not heard from loses its share after {@link FleetSettings#lease}.
 *
 * <p>Without Redis the engine works as without a fleet. If Redis cannot be reached, no call fails; the limits follow the
 * response headers within one lease, and the engine joins again by itself.
 *
 * <p>Threading: safe for use from any thread; only {@link #join}, {@link #figures} and {@link #close} block. The daemon
 * threads {@code parlando-fleet} and {@code parlando-fleet-grants} communicate with Redis, and a timer of the JDK ends leases.
 */
public final class Fleet implements AutoCloseable {
    private static final int ID_BYTES = 8;

    private final FleetSettings settings;
    private final Governor governor;
    private final String accountKey;
    private final SpentCharacters spent = new SpentCharacters();
    private final FleetMember member;
    private final FleetThread exchanges;
    private final ChannelListener grants;
    private final GovernorListener changes = new Changes();
    private final Thread exchangeThread;
    private final Thread grantThread;
    private final AtomicBoolean closing = new AtomicBoolean();

    private Fleet(FleetSettings settings, Governor governor) {
        this.settings = settings;
        this.governor = governor;
        this.accountKey = FleetKey.of(settings, governor);
        byte[] random = new byte[ID_BYTES];
        new SecureRandom().nextBytes(random);
        String id = HexFormat.of().formatHex(random);
        RedisLink link = new RedisLink(settings);
        this.member = new FleetMember(
                id,
                accountKey,
                settings,
                governor,
                spent,
                (keys, arguments) -> numbers(link.run(FleetScript.EXCHANGE, keys, arguments)),
                System::nanoTime);
        this.grants = new ChannelListener(new RedisLink(settings), accountKey + ":" + id, message -> onAsked());
        this.exchanges = new FleetThread(
                member,
                LeaseTimer.ofJdk(member),
                link,
                grants,
                settings.server().toString());
        this.exchangeThread = daemon("parlando-fleet", exchanges);
        this.grantThread = daemon("parlando-fleet-grants", grants);
    }

    private static List<Long> numbers(Object reply) {
        return ((List<?>) reply).stream().map(Long.class::cast).toList();
    }

    /** Creates a daemon thread, which the caller starts. */
    static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Joins the fleet of an account. Waits for Redis once, at most for twice the {@link FleetSettings#timeout}, and
     * returns in any case.
     *
     * @param governor governor of an engine, or the shared one of several
     * @throws dev.parlando.error.InvalidRequestException if the settings name no account and the governor has no engine
     *     with a key, or if the governor is off
     */
    public static Fleet join(FleetSettings settings, Governor governor) {
        Fleet fleet = new Fleet(settings, governor);
        governor.setShares(governor.demand().stream()
                .collect(Collectors.toMap(GroupDemand::modelGroup, GroupDemand::limit))); // Fails if it is off.
        governor.clearShares();
        fleet.start();
        return fleet;
    }

    private void start() {
        governor.addListener(changes);
        grantThread.start();
        exchangeThread.start();
        exchanges.awaitFirst(2 * settings.timeout().toNanos());
    }

    /** Returns whether the engine has a lease now, rather than limits that follow the response headers. */
    public boolean isLeased() {
        return exchanges.isLeased();
    }

    /**
     * Returns a listener that counts the characters of each key for the figures. Pass it to
     * {@link dev.parlando.SpeechEngineBuilder#listener} of each engine.
     */
    public EngineListener listener() {
        return spent;
    }

    /**
     * Reads the figures of the whole fleet. Blocks.
     *
     * @throws FleetException if Redis cannot be reached or refuses
     */
    public FleetFigures figures() {
        return FleetFigures.read(settings, accountKey);
    }

    private void onAsked() {
        exchanges.onAsked();
    }

    /**
     * Leaves the fleet and returns the share. The governor follows the response headers from then on. Repeated calls
     * have no effect.
     */
    @Override
    public void close() {
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        governor.removeListener(changes);
        grants.close();
        exchanges.close();
        try {
            exchangeThread.join(settings.lease().toMillis());
            grantThread.join(settings.lease().toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return "Fleet[" + settings + "]";
    }

    /** Requests exchanges for the events of the governor. */
    private final class Changes implements GovernorListener {
        @Override
        public void onQueued(LimitSnapshot now) {
            exchanges.onChanged();
        }

        @Override
        public void onReturned(LimitSnapshot now) {
            if (member.wantsExchangeAfterReturn(now.modelGroup())) {
                exchanges.onChanged();
            }
        }

        @Override
        public void onResponse(LimitSnapshot now) {
            if (now.maximum() != null && member.isNewMaximum(now.modelGroup(), now.maximum())) {
                exchanges.onChanged();
            }
        }
    }
}
