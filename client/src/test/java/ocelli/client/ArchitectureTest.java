package ocelli.client;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The client is for people's programs: it may know HTTP and JSON, and nothing of the services. */
class ArchitectureTest {
  private static final JavaClasses CLIENT =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("ocelli.client");

  @Test
  void client_knowsNoOtherModule() {
    classes()
        .that()
        .resideInAPackage("ocelli..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "javax.crypto..",
            "com.sun.net.httpserver..",
            "ocelli.client..",
            "com.fasterxml.jackson..",
            "picocli..",
            "me.tongfei.progressbar..",
            "org.jspecify..")
        .check(CLIENT);
  }

  @Test
  void core_knowsOnlyJava() {
    classes()
        .that()
        .resideInAPackage("ocelli.client.core..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "ocelli.client.core..", "org.jspecify..")
        .check(CLIENT);
  }

  @Test
  void library_knowsNoCommandLine() {
    noClasses()
        .that()
        .resideOutsideOfPackages("ocelli.client.cli..", "ocelli.client.demo..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "picocli..", "me.tongfei..", "ocelli.client.cli..", "ocelli.client.demo..")
        .check(CLIENT);
  }

  @Test
  void packages_haveNoCycles() {
    slices().matching("ocelli.client.(*)..").should().beFreeOfCycles().check(CLIENT);
  }

  @Test
  void nobody_asksForTheTimeBesideTheClock() {
    noClasses().should().callMethod(Instant.class, "now").check(CLIENT);
  }
}
