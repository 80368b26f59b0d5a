package dev.parlando.programs.cookbook;

import dev.parlando.audio.telephony.LegListener;
import dev.parlando.audio.telephony.PacketClock;
import dev.parlando.audio.telephony.TelephoneLeg;
import dev.parlando.audio.telephony.carrier.CarrierListener;
import dev.parlando.audio.telephony.carrier.CarrierServer;
import dev.parlando.audio.telephony.carrier.TwilioCodec;
import dev.parlando.audio.telephony.carrier.TwilioSignature;
import dev.parlando.speech.SpeechSource;

/** Speaks to the calls that Twilio sends over WebSocket. */
final class TwilioGreeter {
    private TwilioGreeter() {}

    // region
    /** Answers the calls that Twilio has signed with the auth token. A proxy ends TLS in front of the port. */
    static CarrierServer start(SpeechSource engine, PacketClock clock, int port, String authToken) {
        CarrierListener greeter = (session, call) -> {
            TelephoneLeg leg = session.openLeg(engine, clock, new LegListener() {});
            leg.say("Welcome, " + call.parameters().getOrDefault("name", "caller") + ".");
        };
        return CarrierServer.builder(TwilioCodec::new, greeter)
                .port(port)
                .signature(TwilioSignature.of("wss://calls.example.org", authToken))
                .start();
    }
    // endregion
}
