package dev.parlando.command.bench.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFilesTest {
    @TempDir
    Path folder;

    @Test
    void writesFileForEachLatencyAndGroup() throws IOException {
        ResultFiles.write(BenchSamples.result(10), folder);
        String mp3 = "-1-mp3_44100_128-eleven_flash_v2_5-KevinOfflineVoice001-offline_server.hgrm";
        String pcm = "-2-pcm_24000-eleven_flash_v2_5-KevinOfflineVoice001-offline_server.hgrm";
        assertThat(names())
                .containsExactlyInAnyOrder(
                        "result.json",
                        "streams.csv",
                        "ttfb.hgrm",
                        "ttfb" + mp3,
                        "ttfb" + pcm,
                        "ttfa.hgrm",
                        "ttfa" + mp3,
                        "ttfa" + pcm,
                        "total.hgrm",
                        "total" + mp3,
                        "total" + pcm);
    }

    @Test
    void namesLevelsOfLoad() throws IOException {
        ResultFiles.write(BenchSamples.levels(1, 8), folder);
        assertThat(names())
                .contains(
                        "ttfb-2-mp3_44100_128-eleven_flash_v2_5-KevinOfflineVoice001-offline_server-concurrency_8.hgrm");
    }

    @Test
    void histogramIsPercentileDistributionInMillis() throws IOException {
        ResultFiles.write(BenchSamples.result(100), folder);
        List<String> lines = Files.readAllLines(folder.resolve("ttfb.hgrm"));
        assertThat(lines.get(0).strip().split("\\s+"))
                .containsExactly("Value", "Percentile", "TotalCount", "1/(1-Percentile)");
        assertThat(lines.get(2).strip().split("\\s+")).startsWith("1.400", "0.000000000000", "1");
        assertThat(lines).anyMatch(line -> line.startsWith("#[Max") && line.contains("Total count    =          100]"));
    }

    @Test
    void csvHasRowForEachStream() throws IOException {
        BenchResult result = new BenchResult(
                BenchSamples.conditions(),
                List.of(
                        BenchSamples.completed(0, BenchSamples.MP3, 1234),
                        BenchSamples.failed(1, BenchSamples.PCM, "capacity", "no room, \"really\"")));
        ResultFiles.write(result, folder);
        String csv = Files.readString(folder.resolve("streams.csv"));
        assertThat(csv).endsWith("\r\n");
        assertThat(csv.split("\r\n"))
                .containsExactly(
                        "index,format,model,voice,region,concurrency,text,characters,intended_us,started_us,outcome,message,"
                                + "http_version,connection_reused,schedule_us,text_us,queue_us,dns_us,connect_us,tls_us,"
                                + "request_us,server_us,headers_us,first_byte_us,first_decoded_us,leading_silence_us,device_us,"
                                + "ttfb_us,ttfa_us,ear_us,total_us,audio_us,gaps_us,underruns",
                        "0,mp3_44100_128,eleven_flash_v2_5,KevinOfflineVoice001,offline server,8,0,42,0,0,completed,,"
                                + "h2c,true,,,100,,,,50,,1234,250,70,30000,,1634,31704,,91634,2100000,10000 20000,0",
                        "1,pcm_24000,eleven_flash_v2_5,KevinOfflineVoice001,offline server,8,0,42,1000,1000,capacity,"
                                + "\"no room, \"\"really\"\"\",,false,,,100,,,,,,,,,,,,,,,,,0");
    }

    @Test
    void outcomesCountFailures() {
        BenchResult result = new BenchResult(
                BenchSamples.conditions(),
                List.of(
                        BenchSamples.completed(0, BenchSamples.MP3, 1),
                        BenchSamples.failed(1, BenchSamples.PCM, "transport", null),
                        BenchSamples.failed(2, BenchSamples.PCM, "transport", null)));
        assertThat(result.outcomes()).hasToString("{completed=1, transport=2}");
        assertThat(result.groups()).containsExactly(BenchSamples.MP3, BenchSamples.PCM);
        assertThat(result.streamsOf(BenchSamples.PCM)).hasSize(2);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
