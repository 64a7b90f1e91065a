// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.process;

import java.time.Duration;

import com.fasterxml.jackson.databind.ObjectMapper;

import coattail.benchmarks.measure.Follower;
import coattail.benchmarks.measure.Member;
import coattail.benchmarks.measure.Series;
import coattail.benchmarks.measure.Slice;

/** One of the two ends of a pair, as it is led. */
final class Paired implements Follower {
    static final String INVITE = "invite";
    static final String JOIN = "join";
    static final String MEASURE = "measure";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Member member;

    Paired(Member member) {
        this.member = member;
    }

    @Override
    public String obey(String... words) throws Exception {
        switch (words[0]) {
            case INVITE -> {
                return member.invitation();
            }
            case JOIN -> {
                member.join(words[1]);
                return "";
            }
            case MEASURE -> {
                var measured = Slice.run(
                        member.echo(Series.of(words[1])),
                        Integer.parseInt(words[2]),
                        Duration.ofMillis(Long.parseLong(words[3])),
                        Duration.ofMillis(Long.parseLong(words[4])));
                return JSON.writeValueAsString(measured);
            }
            default -> throw new IllegalArgumentException("no such order");
        }
    }

    @Override
    public void close() throws Exception {
        member.close();
    }
}
