package ocelli.testkit;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import akka.kafka.ConsumerSettings;
import akka.kafka.ProducerSettings;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** The rules that keep the house in shape: which way the arrows go, and what core may know. */
public final class HouseRules {
  private static final List<String> SERVICES =
      List.of(
          "authz",
          "ingestion",
          "vision",
          "summaries",
          "push",
          "firehose",
          "links",
          "ledger",
          "jobs");

  private static final Pattern MODULE = Pattern.compile("ocelli\\.([a-z]+)(\\..*)?");
  private static final Pattern MESSAGES = Pattern.compile("ocelli\\.[a-z]+\\.v\\d+m\\d+");

  /**
   * The messages of a service, {@code ocelli.vision.v1m0}, are the protocol's, not the service's.
   */
  private static final SliceAssignment MODULES =
      new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
          if (MESSAGES.matcher(type.getPackageName()).matches()) {
            return SliceIdentifier.of("protocol");
          }
          Matcher module = MODULE.matcher(type.getPackageName());
          return module.matches() ? SliceIdentifier.of(module.group(1)) : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
          return "modules";
        }
      };

  private HouseRules() {}

  /** All rules. */
  public static Stream<ArchRule> all() {
    return Stream.concat(
        Stream.of(
            coreKnowsNoFramework(),
            modulesHaveNoCycles(),
            onlyRuntimeKnowsTheTime(),
            servicesWriteToLogs(),
            onlyRuntimeConnectsToKafka(),
            othersUseOnlyTheVerifierOfAuthz()),
        SERVICES.stream().map(HouseRules::knowsNoSibling));
  }

  private static ArchRule coreKnowsNoFramework() {
    return classes()
        .that()
        .resideInAPackage("ocelli.*.core..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "javax.crypto..",
            "ocelli.*.core..",
            "ocelli.protocol..",
            "ocelli.*.v1m0..",
            "ocelli.*.*.v1m0..",
            "ocelli.authz.verify..",
            "com.google.protobuf..",
            "com.fasterxml.jackson..",
            "org.jspecify..")
        .because("the rules of the product outlive frameworks: records and pure functions");
  }

  private static ArchRule modulesHaveNoCycles() {
    return slices().assignedFrom(MODULES).should().beFreeOfCycles();
  }

  private static ArchRule onlyRuntimeKnowsTheTime() {
    return noClasses()
        .that()
        .resideInAnyPackage(packagesOfServices())
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Clock.class, "systemUTC")
        .because("time is an argument, so that a test can choose it");
  }

  private static ArchRule servicesWriteToLogs() {
    return noClasses()
        .that()
        .resideInAnyPackage(packagesOfServices())
        .should()
        .dependOnClassesThat()
        .areAssignableTo(PrintStream.class)
        .because("a service logs; standard output is for results of commands");
  }

  /** Settings made there may be narrowed elsewhere, by {@code withProperty}, and used. */
  private static ArchRule onlyRuntimeConnectsToKafka() {
    return noClasses()
        .that()
        .resideInAPackage("ocelli..")
        .and()
        .resideOutsideOfPackages("ocelli.runtime.kafka..", "ocelli.testkit..", "ocelli.trials..")
        .should()
        .callMethodWhere(
            target(name("create"))
                .and(
                    target(
                        owner(
                            assignableTo(Admin.class)
                                .or(assignableTo(ProducerSettings.class))
                                .or(assignableTo(ConsumerSettings.class))))))
        .orShould()
        .callConstructorWhere(
            target(owner(assignableTo(Producer.class).or(assignableTo(Consumer.class)))))
        .because("what operators say of the line to the brokers holds for every client of them");
  }

  private static ArchRule othersUseOnlyTheVerifierOfAuthz() {
    return noClasses()
        .that()
        .resideInAnyPackage(
            "ocelli.ingestion..",
            "ocelli.vision..",
            "ocelli.summaries..",
            "ocelli.push..",
            "ocelli.jobs..",
            "ocelli.firehose..",
            "ocelli.links..",
            "ocelli.ledger..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "ocelli.authz",
            "ocelli.authz.core..",
            "ocelli.authz.http..",
            "ocelli.authz.jdbc..",
            "ocelli.authz.issue..")
        .because("a service verifies tokens, and never issues them");
  }

  private static ArchRule knowsNoSibling(String service) {
    String[] siblings =
        SERVICES.stream()
            .filter(sibling -> !sibling.equals(service) && !sibling.equals("authz"))
            .flatMap(HouseRules::packagesOf)
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAnyPackage(packagesOf(service).toArray(String[]::new))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(siblings)
        .because("services talk by topic, so each runs alone");
  }

  private static String[] packagesOfServices() {
    return SERVICES.stream().flatMap(HouseRules::packagesOf).toArray(String[]::new);
  }

  /** A service's own packages; {@code ocelli.vision.v1m0} and the like are the protocol's. */
  private static Stream<String> packagesOf(String service) {
    return Stream.of(
            "",
            ".core..",
            ".actor..",
            ".http..",
            ".kafka..",
            ".jdbc..",
            ".engine..",
            ".opencv..",
            ".issue..")
        .map(part -> "ocelli." + service + part);
  }
}
