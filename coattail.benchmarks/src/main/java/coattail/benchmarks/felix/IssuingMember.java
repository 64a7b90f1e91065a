// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.felix;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

import com.fasterxml.jackson.databind.ObjectMapper;

import coattail.benchmarks.measure.Follower;
import coattail.benchmarks.measure.Issuer;
import coattail.benchmarks.measure.Publishing;

/** An instance that many peers have tokens of, and its operator. */
public final class IssuingMember implements Follower {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final CoattailMember member;

    private IssuingMember(CoattailMember member) {
        this.member = member;
    }

    /** Starts one; see {@link CoattailMember#start}. */
    public static IssuingMember start(Path program, Path directory, String name) throws Exception {
        return new IssuingMember(CoattailMember.forMany(program, directory, name));
    }

    @Override
    public String obey(String... words) throws Exception {
        var issuer = member.service(Issuer.class);
        switch (words[0]) {
            case Issuer.ISSUE -> {
                Files.write(Path.of(words[2]), issuer.issue(Integer.parseInt(words[1])));
                return "";
            }
            case Issuer.PUBLISH -> {
                issuer.publishEvery(Duration.ofMillis(Long.parseLong(words[1])));
                return "";
            }
            case Issuer.REVOKE -> {
                return JSON.writeValueAsString(issuer.revoke(words[1]));
            }
            case Issuer.ROTATE -> {
                issuer.rotate();
                return "";
            }
            case Issuer.COMPROMISED -> {
                return JSON.writeValueAsString(issuer.rotateCompromised());
            }
            default -> {
                return publish(member.service(Publishing.class), words);
            }
        }
    }

    private static String publish(Publishing publishing, String... words) throws Exception {
        switch (words[0]) {
            case Publishing.STAMPED ->
                publishing.stamped(words[1], Integer.parseInt(words[2]), micros(words[3]), Integer.parseInt(words[4]));
            case Publishing.ACCOUNTED ->
                publishing.accounted(Integer.parseInt(words[1]), micros(words[2]), micros(words[3]));
            case Publishing.PUBLISHED -> publishing.awaitPublished(Integer.parseInt(words[1]));
            case Publishing.VERDICTS -> Files.write(Path.of(words[1]), publishing.verdicts());
            default -> throw new IllegalArgumentException("no such order");
        }
        return "";
    }

    private static Duration micros(String word) {
        return Duration.of(Long.parseLong(word), ChronoUnit.MICROS);
    }

    @Override
    public void close() throws Exception {
        member.close();
    }
}
