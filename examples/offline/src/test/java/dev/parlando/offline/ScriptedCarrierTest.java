package dev.parlando.offline;

import dev.parlando.SpeechEngine;
import dev.parlando.audio.telephony.LegListener;
import dev.parlando.audio.telephony.PacketClock;
import dev.parlando.audio.telephony.TelephoneLeg;
import dev.parlando.audio.telephony.carrier.CallStart;
import dev.parlando.audio.telephony.carrier.CarrierListener;
import dev.parlando.audio.telephony.carrier.CarrierServer;
import dev.parlando.audio.telephony.carrier.CarrierSession;
import dev.parlando.audio.telephony.carrier.TwilioCodec;
import dev.parlando.audio.telephony.carrier.TwilioSignature;
import dev.parlando.credentials.ApiKey;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Runs the tests in {@code src/test/carrier-js}, in which a scripted carrier calls a server for Twilio. */
@Tag("sdk")
class ScriptedCarrierTest {
    private static final String PUBLIC_URL = "wss://calls.example.org";
    private static final String AUTH_TOKEN = "12345678901234567890123456789012";
    private static final String SHARED_KEY = "shared-secret";

    private final OfflineVoiceServer voice = OfflineVoiceServer.builder().start();
    private final SpeechEngine engine = SpeechEngine.builder()
            .baseUrl(voice.baseUri())
            .apiKey(ApiKey.of(voice.apiKey()))
            .build();
    private final PacketClock clock = PacketClock.create();
    private final CarrierServer server = CarrierServer.builder(TwilioCodec::new, new Application())
            .signature(TwilioSignature.of(PUBLIC_URL, AUTH_TOKEN).withSharedKey(SHARED_KEY))
            .start();

    @TempDir
    private @Nullable Path copy;

    @AfterEach
    void close() {
        server.close();
        clock.close();
        engine.close();
        voice.close();
    }

    @TestFactory
    List<DynamicTest> aScriptedCarrier() throws Exception {
        Map<String, String> environment = Map.of(
                "CARRIER_URL", "ws://127.0.0.1:" + server.address().getPort(),
                "PUBLIC_URL", PUBLIC_URL,
                "AUTH_TOKEN", AUTH_TOKEN,
                "SHARED_KEY", SHARED_KEY);
        return new NodeTests(Path.of("src/test/carrier-js"), Objects.requireNonNull(copy), environment).run("carrier");
    }

    /** Greets each caller. The key 1 discards the speech, 2 hangs up, and another key speaks it. */
    private final class Application implements CarrierListener {
        private final Map<CarrierSession, TelephoneLeg> legs = new ConcurrentHashMap<>();

        @Override
        public void onStart(CarrierSession session, CallStart start) {
            TelephoneLeg leg = session.openLeg(engine, clock, new LegListener() {});
            legs.put(session, leg);
            leg.say("Welcome, " + start.parameters().getOrDefault("name", "caller") + ".");
            leg.mark("welcomed");
        }

        @Override
        public void onDtmf(CarrierSession session, String digit) {
            TelephoneLeg leg = Objects.requireNonNull(legs.get(session));
            switch (digit) {
                case "1" -> leg.clear();
                case "2" -> session.close();
                default -> leg.say("You have pressed " + digit + ".");
            }
        }
    }
}
