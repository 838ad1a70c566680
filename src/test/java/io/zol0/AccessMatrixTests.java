package io.zol0;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AccessAnnotationChecker;
import io.zol0.users.KnownTokens;
import io.zol0.users.Role;
import io.zol0.users.TokenAnswer;
import io.zol0.users.TokenDraft;
import io.zol0.users.TokenScope;
import io.zol0.users.Tokens;
import java.io.InputStream;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.aop.Advisor;
import org.springframework.aop.PointcutAdvisor;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.test.context.support.WithMockUser;
import org.springframework.stereotype.Controller;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/**
 * Who may reach what, of everything there is: the lists are made from the application itself, so that something new has to
 * be put into them with its rule.
 */
@ApplicationTest
class AccessMatrixTests {
    private static final String NOBODY = "nobody";

    @Autowired
    private ApplicationContext context;

    @LocalServerPort
    private int port;

    @AfterEach
    void signOut() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void every_page_has_its_least_role() {
        AccessAnnotationChecker checker = new AccessAnnotationChecker();
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(Route.class));
        List<String> pages = scanner.findCandidateComponents("io.zol0").stream()
                .map(found -> type(found.getBeanClassName()))
                .map(view -> view.getSimpleName() + ": "
                        + who(login -> checker.hasAccess(
                                view,
                                login instanceof AnonymousAuthenticationToken ? null : login,
                                role -> holds(login, role))))
                .sorted()
                .toList();
        assertThat(pages).containsExactly(PAGES.split("\n"));
    }

    @Test
    void every_service_method_has_its_least_role() {
        List<String> methods = Arrays.stream(context.getBeanDefinitionNames())
                .filter(context::isSingleton)
                .map(context::getBean)
                .filter(bean -> isRoomsApi(AopUtils.getTargetClass(bean)))
                .flatMap(this::methodsOf)
                .distinct()
                .sorted()
                .toList();
        assertThat(methods).containsExactly(METHODS.split("\n"));
    }

    @Test
    @WithMockUser(username = "admin", roles = "ADMIN")
    void every_operation_of_the_rest_side_has_its_least_right(@Autowired Tokens tokens, @Autowired KnownTokens known)
            throws Exception {
        String reading = secret(tokens.issue(new TokenDraft("matrix", EnumSet.of(TokenScope.READ), null, null)));
        String operating = secret(tokens.issue(new TokenDraft("operator", EnumSet.of(TokenScope.OPERATE), null, null)));
        String administering =
                secret(tokens.issue(new TokenDraft("administrator", EnumSet.of(TokenScope.ADMINISTER), null, null)));
        String reporting = secret(tokens.issue(new TokenDraft("reporter", EnumSet.of(TokenScope.INGEST), null, null)));
        String calling = known.forThisProcess("matrix");
        Set<String> operations = new TreeSet<>();
        for (RequestMappingInfoHandlerMapping mapping :
                context.getBeansOfType(RequestMappingInfoHandlerMapping.class).values()) {
            for (var info : mapping.getHandlerMethods().keySet()) {
                Set<String> methods = info.getMethodsCondition().getMethods().stream()
                        .map(Enum::name)
                        .collect(Collectors.toCollection(TreeSet::new));
                for (String pattern : info.getPatternValues()) {
                    String path = pattern.replaceAll("\\{[^}]*}|\\*+", "x");
                    for (String method : methods.isEmpty() ? Set.of("GET") : methods) {
                        String may = opens(method, path, "")
                                ? "all"
                                : opens(method, path, reading)
                                        ? "READ"
                                        : opens(method, path, operating)
                                                ? "OPERATE"
                                                : opens(method, path, administering)
                                                        ? "ADMINISTER"
                                                        : opens(method, path, reporting) ? "INGEST" : "nobody";
                        assertThat(opens(method, path, calling))
                                .as("%s %s with a token for calls", method, path)
                                .isEqualTo(may.equals("all"));
                        operations.add("%s %s: %s".formatted(method, pattern, may));
                    }
                }
            }
        }
        assertThat(operations).containsExactly(OPERATIONS.split("\n"));
    }

    private boolean opens(String method, String path, String token) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<InputStream> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            answer.body().close(); // some answers have no end
            int status = answer.statusCode();
            boolean refused = status == 401 || status == 403 || status == 302;
            assertThat(refused || status < 500 || status == 503)
                    .as("%s %s answered %d", method, path, status)
                    .isTrue();
            return !refused;
        }
    }

    /** What other rooms can call: the public beans, views and controllers apart, which the other two lists hold. */
    private static boolean isRoomsApi(Class<?> type) {
        return type.getName().startsWith("io.zol0.")
                && Modifier.isPublic(type.getModifiers())
                && !type.isRecord()
                && !isOfTests(type)
                && !AnnotatedElementUtils.hasAnnotation(type, Controller.class)
                && !AnnotatedElementUtils.hasAnnotation(type, Configuration.class)
                && !AnnotatedElementUtils.hasAnnotation(type, Route.class);
    }

    private static boolean isOfTests(Class<?> type) {
        return type.getProtectionDomain()
                .getCodeSource()
                .equals(AccessMatrixTests.class.getProtectionDomain().getCodeSource());
    }

    private Stream<String> methodsOf(Object bean) {
        Class<?> type = AopUtils.getTargetClass(bean);
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers())
                        && !Modifier.isStatic(method.getModifiers())
                        && !method.isSynthetic())
                .map(method -> "%s.%s: %s".formatted(type.getSimpleName(), method.getName(), rule(bean, type, method)));
    }

    private String rule(Object bean, Class<?> type, Method method) {
        List<PointcutAdvisor> guards = !(bean instanceof Advised advised)
                ? List.of()
                : Arrays.stream(advised.getAdvisors())
                        .filter(AccessMatrixTests::isGuard)
                        .map(PointcutAdvisor.class::cast)
                        .filter(guard -> guard.getPointcut().getClassFilter().matches(type)
                                && guard.getPointcut().getMethodMatcher().matches(method, type))
                        .toList();
        if (guards.isEmpty()) {
            return "inside";
        }
        return who(login -> {
            SecurityContextHolder.getContext().setAuthentication(login);
            return guards.stream().allMatch(guard -> passes(guard, new Asked(bean, method)));
        });
    }

    /** Spring Security's advisors share no type that others may see. */
    private static boolean isGuard(Advisor advisor) {
        return advisor instanceof PointcutAdvisor
                && advisor.getAdvice() instanceof MethodInterceptor
                && advisor.getAdvice().getClass().getPackageName().startsWith("org.springframework.security.");
    }

    private static boolean passes(PointcutAdvisor guard, MethodInvocation call) {
        try {
            ((MethodInterceptor) guard.getAdvice()).invoke(call);
            return true;
        } catch (AccessDeniedException refused) {
            return false;
        } catch (Throwable broken) {
            throw new AssertionError(call.getMethod() + " could not be judged", broken);
        }
    }

    /** The least role, where each also may what the one before it may. */
    private static String who(Predicate<Authentication> may) {
        List<String> allowed = Stream.concat(
                        Stream.of(NOBODY), Arrays.stream(Role.values()).map(Role::name))
                .filter(role -> may.test(login(role)))
                .toList();
        List<String> all = Stream.concat(
                        Stream.of(NOBODY), Arrays.stream(Role.values()).map(Role::name))
                .toList();
        if (allowed.isEmpty()) {
            return "none";
        }
        assertThat(all).as("the roles that may").endsWith(allowed.toArray(String[]::new));
        return allowed.getFirst();
    }

    private static Authentication login(String role) {
        return role.equals(NOBODY)
                ? new AnonymousAuthenticationToken(
                        "key", "anonymous", AuthorityUtils.createAuthorityList("ROLE_ANONYMOUS"))
                : UsernamePasswordAuthenticationToken.authenticated(
                        "somebody", null, AuthorityUtils.createAuthorityList(rolesOf(role)));
    }

    /** As an account has them: its own and those below it. */
    private static List<String> rolesOf(String role) {
        return Arrays.stream(Role.values())
                .filter(each -> each.compareTo(Role.valueOf(role)) <= 0)
                .map(each -> "ROLE_" + each.name())
                .collect(Collectors.toList());
    }

    private static boolean holds(Authentication login, String role) {
        return login.getAuthorities().stream().anyMatch(authority -> ("ROLE_" + role).equals(authority.getAuthority()));
    }

    private static String secret(TokenAnswer answer) {
        return ((TokenAnswer.Issued) answer).secret();
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    /** A call that goes no further than its guards. */
    private record Asked(Object bean, Method method) implements MethodInvocation {
        @Override
        public Method getMethod() {
            return method;
        }

        @Override
        public Object[] getArguments() {
            return new Object[method.getParameterCount()];
        }

        @Override
        public Object proceed() {
            return null;
        }

        @Override
        public Object getThis() {
            return bean;
        }

        @Override
        public AccessibleObject getStaticPart() {
            return method;
        }
    }

    private static final String PAGES = """
            AccountView: VIEWER
            AlertsView: VIEWER
            AuditView: ADMIN
            AutopilotView: VIEWER
            BenchmarkView: VIEWER
            BusinessMetricView: VIEWER
            BusinessView: VIEWER
            CacheView: VIEWER
            ChannelView: OPERATOR
            ChannelsView: OPERATOR
            CorrelationsView: VIEWER
            CostView: VIEWER
            DeliveriesView: OPERATOR
            EndpointPolicyView: VIEWER
            EndpointView: VIEWER
            EndpointsView: VIEWER
            EnvironmentsView: VIEWER
            ExperienceView: VIEWER
            FirstPasswordView: VIEWER
            HealthView: VIEWER
            HistoryView: VIEWER
            LimitsView: VIEWER
            LoginView: nobody
            NewChannelView: ADMIN
            NewPresetView: OPERATOR
            NewQuotaView: OPERATOR
            NewRouteView: ADMIN
            NewRuleView: OPERATOR
            NewSilenceView: OPERATOR
            NewUpstreamView: ADMIN
            NewUserView: ADMIN
            OverviewView: VIEWER
            PoliciesView: VIEWER
            PresetView: VIEWER
            PresetsView: VIEWER
            ProtectionView: VIEWER
            QuotaSettingView: VIEWER
            QuotaView: VIEWER
            QuotasView: VIEWER
            RecommendationView: VIEWER
            RecommendationsView: VIEWER
            ReportsView: VIEWER
            RestView: VIEWER
            RouteView: OPERATOR
            RoutesView: OPERATOR
            RuleView: VIEWER
            RulesView: VIEWER
            ScoreView: VIEWER
            SecurityView: ADMIN
            SilenceView: VIEWER
            SilencesView: VIEWER
            SystemView: VIEWER
            TokensView: ADMIN
            UpstreamPolicyView: VIEWER
            UpstreamView: VIEWER
            UpstreamsView: VIEWER
            UsageView: VIEWER
            UserView: ADMIN
            UsersView: ADMIN
            WhatIfView: VIEWER""";

    private static final String METHODS = """
            Accounts.add: ADMIN
            Accounts.all: ADMIN
            Accounts.byId: ADMIN
            Accounts.change: ADMIN
            Accounts.changePassword: VIEWER
            Accounts.mine: VIEWER
            Accounts.remove: ADMIN
            Accounts.removeSecondFactor: ADMIN
            Accounts.resetAdmin: none
            Accounts.resetPassword: ADMIN
            AlertNews.subscribe: inside
            AlertRemedies.against: VIEWER
            AlertRemedies.apply: OPERATOR
            Alerts.acknowledge: OPERATOR
            Alerts.assign: OPERATOR
            Alerts.byId: VIEWER
            Alerts.byRule: VIEWER
            Alerts.comment: OPERATOR
            Alerts.count: VIEWER
            Alerts.newest: VIEWER
            Alerts.page: VIEWER
            Alerts.resolve: OPERATOR
            Alerts.snooze: OPERATOR
            Alerts.steps: VIEWER
            Alerts.together: VIEWER
            Alerts.unread: VIEWER
            AnswerCache.changed: inside
            AnswerCache.changes: inside
            AnswerCache.close: inside
            AnswerCache.endpointFigures: inside
            AnswerCache.explain: inside
            AnswerCache.figures: inside
            AnswerCache.load: inside
            AnswerCache.purge: inside
            AnswerCache.restore: inside
            AnswerCache.save: inside
            AnswerCache.taken: inside
            AnswerCache.used: inside
            AnswerCache.visit: inside
            Audit.note: inside
            Audit.record: inside
            AuditTrail.count: ADMIN
            AuditTrail.export: ADMIN
            AuditTrail.isEnforced: ADMIN
            AuditTrail.page: ADMIN
            AuditTrail.retentionDays: ADMIN
            AuditTrail.verify: ADMIN
            Autopilots.all: VIEWER
            Autopilots.exactly: VIEWER
            Autopilots.save: ADMIN
            BackTests.of: VIEWER
            Bans.current: VIEWER
            Bans.lift: OPERATOR
            Bans.newest: VIEWER
            Benchmarks.mark: ADMIN
            Benchmarks.own: VIEWER
            Benchmarks.run: OPERATOR
            Benchmarks.running: VIEWER
            Benchmarks.runs: VIEWER
            Benchmarks.start: OPERATOR
            Benchmarks.stop: OPERATOR
            Beside.work: inside
            BrowserReports.allows: inside
            BrowserReports.script: inside
            BrowserReports.take: inside
            Browsers.change: ADMIN
            Browsers.current: VIEWER
            BusinessMetrics.all: inside
            BusinessMetrics.named: inside
            BusinessMetrics.take: inside
            BusinessUploads.take: OPERATOR
            CacheLookup.explain: VIEWER
            CachePolicies.all: inside
            CachePolicies.policyOf: inside
            CachePolicies.scopeOf: inside
            CacheSeries.read: inside
            CallReports.take: inside
            CallerCounts.hours: inside
            CallerCounts.lately: inside
            Catalog.apply: OPERATOR
            Catalog.count: VIEWER
            Catalog.current: VIEWER
            Catalog.draftsFrom: VIEWER
            Catalog.history: VIEWER
            Catalog.notesOf: VIEWER
            Catalog.problemsOf: VIEWER
            Catalog.revert: OPERATOR
            Channels.add: ADMIN
            Channels.all: OPERATOR
            Channels.byId: OPERATOR
            Channels.change: ADMIN
            Channels.flawsOf: OPERATOR
            Channels.newSigningSecret: ADMIN
            Channels.remove: ADMIN
            Channels.test: OPERATOR
            Costs.budgets: VIEWER
            Costs.currency: VIEWER
            Costs.month: VIEWER
            Costs.prices: VIEWER
            Costs.set: OPERATOR
            Costs.setBudget: OPERATOR
            Costs.setCurrency: OPERATOR
            Deliveries.byId: OPERATOR
            Deliveries.count: OPERATOR
            Deliveries.messages: OPERATOR
            Deliveries.page: OPERATOR
            Deliveries.sendAgain: OPERATOR
            Demo.remove: ADMIN
            Demo.running: nobody
            Demo.runningSince: nobody
            Demo.start: ADMIN
            Dependencies.look: VIEWER
            Dependencies.traces: VIEWER
            Endpoints.all: inside
            Endpoints.byId: inside
            Endpoints.find: inside
            Endpoints.resolve: inside
            Environments.compare: VIEWER
            Environments.names: VIEWER
            ErrorBudgets.of: VIEWER
            Explanations.of: VIEWER
            Forecasts.ofQuota: VIEWER
            Gateway.getPhase: inside
            Gateway.isRunning: inside
            Gateway.probe: ADMIN
            Gateway.start: inside
            Gateway.status: inside
            Gateway.stop: inside
            Gateway.transport: inside
            GatewaySeries.read: inside
            Happenings.between: VIEWER
            Happenings.changes: VIEWER
            Happenings.changesOf: VIEWER
            Happenings.deployments: VIEWER
            Happenings.tell: OPERATOR
            Health.all: VIEWER
            Health.endpoints: VIEWER
            Health.now: VIEWER
            Health.past: VIEWER
            Health.places: VIEWER
            Health.save: ADMIN
            Health.versions: VIEWER
            Health.weights: VIEWER
            Health.whole: VIEWER
            Hindsight.lastDay: inside
            History.busy: inside
            History.calls: inside
            History.endpoints: inside
            History.firstMinute: inside
            History.heatMap: inside
            History.series: inside
            History.stats: inside
            History.windows: inside
            InSight.upstreams: inside
            KnownPresets.all: inside
            KnownPresets.named: inside
            KnownTokens.check: inside
            KnownTokens.forMeasuring: inside
            KnownTokens.forThisProcess: inside
            KnownTokens.grantOf: inside
            KnownTokens.refused: inside
            Leadership.ask: inside
            Leadership.close: inside
            LevelSeries.read: inside
            LiveCache.changes: VIEWER
            LiveCache.endpoint: VIEWER
            LiveCache.endpoints: VIEWER
            LiveCache.figures: VIEWER
            LiveFeed.destroy: inside
            LiveFeed.endpoints: inside
            LiveFeed.subscribe: inside
            LiveMetrics.callerTimes: inside
            LiveMetrics.callers: inside
            LiveMetrics.callersIn: inside
            LiveMetrics.effort: inside
            LiveMetrics.endpoints: inside
            LiveMetrics.failed: inside
            LiveMetrics.forget: inside
            LiveMetrics.getPhase: inside
            LiveMetrics.heatMap: inside
            LiveMetrics.isRunning: inside
            LiveMetrics.keepEvery: inside
            LiveMetrics.keepSome: inside
            LiveMetrics.minutes: inside
            LiveMetrics.newestErrors: inside
            LiveMetrics.onSecond: inside
            LiveMetrics.recorder: inside
            LiveMetrics.slowest: inside
            LiveMetrics.start: inside
            LiveMetrics.stats: inside
            LiveMetrics.stop: inside
            LiveMetrics.takeVisits: inside
            LiveMetrics.ticks: inside
            LiveMetrics.unkept: inside
            LiveQuotas.all: VIEWER
            LiveQuotas.of: VIEWER
            Measures.all: VIEWER
            Measures.named: VIEWER
            MinuteStore.backlog: inside
            MinuteStore.getPhase: inside
            MinuteStore.isRunning: inside
            MinuteStore.start: inside
            MinuteStore.stop: inside
            Names.endpoint: inside
            Names.endpointName: inside
            Names.endpoints: inside
            Names.environment: inside
            Names.inSight: inside
            Names.scope: inside
            Names.seesEverything: inside
            Names.upstream: inside
            Names.upstreams: inside
            Notices.all: VIEWER
            Notices.byKey: VIEWER
            Notices.dismiss: OPERATOR
            Notices.dismissed: VIEWER
            Notices.restore: OPERATOR
            Notifier.attempt: inside
            Notifier.isOpen: inside
            Notifier.tell: inside
            OidcRegistration.findByRegistrationId: inside
            OidcSignIns.loadUser: inside
            OwnPresets.all: VIEWER
            OwnPresets.byNumber: VIEWER
            PageVitals.byHour: inside
            PageVitals.destroy: inside
            PageVitals.record: inside
            PageVitals.since: inside
            Preferences.flawsOf: VIEWER
            Preferences.isPossible: VIEWER
            Preferences.mine: VIEWER
            Preferences.save: VIEWER
            Protections.breakerOf: inside
            Protections.concurrencyOf: inside
            Purges.purge: OPERATOR
            QuotaSeries.read: inside
            Quotas.all: VIEWER
            Quotas.byId: VIEWER
            Quotas.ofUpstream: VIEWER
            RecommendationNews.subscribe: inside
            Recommendations.approve: OPERATOR
            Recommendations.byId: VIEWER
            Recommendations.canBeTakenBack: VIEWER
            Recommendations.confidence: VIEWER
            Recommendations.count: VIEWER
            Recommendations.dismiss: OPERATOR
            Recommendations.page: VIEWER
            Recommendations.scoreCard: VIEWER
            Recommendations.steps: VIEWER
            Recommendations.takeBack: OPERATOR
            Recommendations.trial: VIEWER
            Recordings.all: VIEWER
            Recordings.start: OPERATOR
            Recordings.stop: OPERATOR
            RememberedLogins.logout: inside
            Replay.read: inside
            ReplayStore.dropped: inside
            ReplayStore.failure: inside
            ReplayStore.getPhase: inside
            ReplayStore.isRunning: inside
            ReplayStore.start: inside
            ReplayStore.stop: inside
            ReplayStore.waiting: inside
            ReportMails.all: OPERATOR
            ReportMails.byId: OPERATOR
            ReportMails.carriers: OPERATOR
            ReportMails.flawsOf: OPERATOR
            ReportMails.remove: ADMIN
            ReportMails.save: ADMIN
            ReportMails.sendNow: OPERATOR
            ReportedCalls.getPhase: inside
            ReportedCalls.isRunning: inside
            ReportedCalls.problemOf: inside
            ReportedCalls.record: inside
            ReportedCalls.start: inside
            ReportedCalls.stop: inside
            Reports.newest: VIEWER
            Reports.of: VIEWER
            Retention.databaseSize: inside
            Retention.sizes: inside
            Routes.all: OPERATOR
            Routes.byId: OPERATOR
            Routes.flawsOf: OPERATOR
            Routes.remove: ADMIN
            Routes.save: ADMIN
            Rules.all: VIEWER
            Rules.byId: VIEWER
            Rules.changes: VIEWER
            Rules.problemsOf: VIEWER
            Rules.remove: OPERATOR
            Rules.save: OPERATOR
            SecondFactor.add: VIEWER
            SecondFactor.begin: VIEWER
            SecondFactor.recoveryCodesLeft: VIEWER
            SecondFactor.remove: VIEWER
            Secret.hash: inside
            Secret.open: inside
            Secret.seal: inside
            Secret.toString: inside
            Security.look: ADMIN
            Security.measure: ADMIN
            SeriesHistory.live: inside
            SeriesHistory.liveNamed: inside
            SeriesHistory.named: inside
            SeriesHistory.notes: inside
            SeriesHistory.points: inside
            SeriesRecorder.add: inside
            SeriesRecorder.effort: inside
            SeriesRecorder.forget: inside
            SeriesRecorder.getPhase: inside
            SeriesRecorder.isRunning: inside
            SeriesRecorder.latest: inside
            SeriesRecorder.live: inside
            SeriesRecorder.note: inside
            SeriesRecorder.set: inside
            SeriesRecorder.start: inside
            SeriesRecorder.stop: inside
            SeriesStore.backlog: inside
            SeriesStore.getPhase: inside
            SeriesStore.isRunning: inside
            SeriesStore.start: inside
            SeriesStore.stop: inside
            Sessions.begin: inside
            Sessions.end: ADMIN
            Sessions.endMine: VIEWER
            Sessions.mine: VIEWER
            Sessions.of: ADMIN
            Silences.all: VIEWER
            Silences.byId: VIEWER
            Silences.end: OPERATOR
            Silences.fitting: VIEWER
            Silences.problemsOf: VIEWER
            Silences.save: OPERATOR
            SingleCalls.read: inside
            SingleStore.backlog: inside
            SingleStore.getPhase: inside
            SingleStore.isRunning: inside
            SingleStore.start: inside
            SingleStore.stop: inside
            SubjectNames.nameOf: inside
            SubjectNames.subject: inside
            Telemetry.takeMetrics: inside
            Telemetry.takeTraces: inside
            TimedSeries.problemOf: inside
            TimedSeries.record: inside
            Tokens.all: ADMIN
            Tokens.issue: ADMIN
            Tokens.issueOwn: VIEWER
            Tokens.own: VIEWER
            Tokens.revoke: VIEWER
            Tokens.rotate: VIEWER
            Upstreams.add: ADMIN
            Upstreams.all: VIEWER
            Upstreams.byId: VIEWER
            Upstreams.byName: VIEWER
            Upstreams.change: ADMIN
            Upstreams.environments: VIEWER
            Upstreams.problemsOf: VIEWER
            Upstreams.remove: ADMIN
            Usage.called: VIEWER
            Usage.callers: VIEWER
            Usage.turnover: VIEWER
            Usage.week: VIEWER
            WhatIfs.quota: VIEWER
            WhatIfs.ttl: VIEWER""";

    private static final String OPERATIONS = """
            DELETE /api/benchmarks/running: OPERATE
            DELETE /api/monitoring/bans/{key}: OPERATE
            DELETE /api/settings/cache/{endpointId}: OPERATE
            DELETE /api/settings/channels/{id}: ADMINISTER
            DELETE /api/settings/presets/{id}: OPERATE
            DELETE /api/settings/quotas/{id}: OPERATE
            DELETE /api/settings/recordings/{endpointId}: OPERATE
            DELETE /api/settings/report-mails/{id}: ADMINISTER
            DELETE /api/settings/routes/{id}: ADMINISTER
            DELETE /api/settings/rules/{id}: OPERATE
            DELETE /api/settings/silences/{id}: OPERATE
            DELETE /api/settings/tokens/{id}: ADMINISTER
            DELETE /api/settings/upstreams/{id}/breaker: OPERATE
            DELETE /api/settings/upstreams/{id}/concurrency: OPERATE
            DELETE /api/settings/upstreams/{id}/own: ADMINISTER
            DELETE /api/settings/upstreams/{id}: ADMINISTER
            DELETE /api/settings/users/{id}/second-factor: ADMINISTER
            DELETE /api/settings/users/{id}/sessions/{reference}: ADMINISTER
            DELETE /api/settings/users/{id}: ADMINISTER
            GET /actuator/health/**: all
            GET /actuator/health: all
            GET /actuator/prometheus: READ
            GET /actuator: nobody
            GET /api.yaml: READ
            GET /api/audit/chain: ADMINISTER
            GET /api/audit/export: ADMINISTER
            GET /api/audit: ADMINISTER
            GET /api/benchmarks/running: READ
            GET /api/benchmarks/{id}/against/{earlier}: READ
            GET /api/benchmarks/{id}: READ
            GET /api/benchmarks: READ
            GET /api/business/{name}/timeseries: READ
            GET /api/business/{name}: READ
            GET /api/business: READ
            GET /api/cache/lookup: READ
            GET /api/events: READ
            GET /api/insight/correlations: READ
            GET /api/insight/costs: READ
            GET /api/insight/environments: READ
            GET /api/insight/health: READ
            GET /api/insight/security/measured: ADMINISTER
            GET /api/insight/security: ADMINISTER
            GET /api/insight/usage: READ
            GET /api/monitoring/alerts/{id}/remedies: READ
            GET /api/monitoring/alerts/{id}/why: READ
            GET /api/monitoring/alerts/{id}: READ
            GET /api/monitoring/alerts: READ
            GET /api/monitoring/autopilot/{environment}: READ
            GET /api/monitoring/autopilot: READ
            GET /api/monitoring/bans/newest: READ
            GET /api/monitoring/bans: READ
            GET /api/monitoring/cache: READ
            GET /api/monitoring/notices/dismissed: READ
            GET /api/monitoring/notices/{key}: READ
            GET /api/monitoring/notices: READ
            GET /api/monitoring/quotas/{id}/forecast: READ
            GET /api/monitoring/quotas: READ
            GET /api/monitoring/recommendations/scores: READ
            GET /api/monitoring/recommendations/{id}: READ
            GET /api/monitoring/recommendations: READ
            GET /api/monitoring/status: READ
            GET /api/monitoring/storage: READ
            GET /api/monitoring/system: READ
            GET /api/monitoring/what-if/endpoints/{id}: READ
            GET /api/monitoring/what-if/quotas/{id}: READ
            GET /api/performance/calls: READ
            GET /api/performance/endpoints/{id}/heatmap: READ
            GET /api/performance/endpoints/{id}: READ
            GET /api/performance/endpoints: READ
            GET /api/performance/pages: READ
            GET /api/performance/slowest: READ
            GET /api/performance/summary: READ
            GET /api/performance/timeseries: READ
            GET /api/reports/{kind}/{day}: READ
            GET /api/settings/browsers: READ
            GET /api/settings/cache/{endpointId}: READ
            GET /api/settings/channels/{id}: OPERATE
            GET /api/settings/channels: OPERATE
            GET /api/settings/costs/currency: READ
            GET /api/settings/costs/{id}: READ
            GET /api/settings/costs: READ
            GET /api/settings/deliveries/{id}: OPERATE
            GET /api/settings/deliveries: OPERATE
            GET /api/settings/demo: READ
            GET /api/settings/environments: READ
            GET /api/settings/health-weights/versions: READ
            GET /api/settings/health-weights: READ
            GET /api/settings/history: READ
            GET /api/settings/presets/{id}: READ
            GET /api/settings/presets: READ
            GET /api/settings/quotas/{id}: READ
            GET /api/settings/quotas: READ
            GET /api/settings/recordings: READ
            GET /api/settings/report-mails/{id}: OPERATE
            GET /api/settings/report-mails: OPERATE
            GET /api/settings/routes/{id}: OPERATE
            GET /api/settings/routes: OPERATE
            GET /api/settings/rules/{id}/back-test: READ
            GET /api/settings/rules/{id}/budgets: READ
            GET /api/settings/rules/{id}/changes: READ
            GET /api/settings/rules/{id}: READ
            GET /api/settings/rules: READ
            GET /api/settings/silences/{id}: READ
            GET /api/settings/silences: READ
            GET /api/settings/tokens/{id}: ADMINISTER
            GET /api/settings/tokens: ADMINISTER
            GET /api/settings/upstreams/{id}/breaker: READ
            GET /api/settings/upstreams/{id}/cache: READ
            GET /api/settings/upstreams/{id}/concurrency: READ
            GET /api/settings/upstreams/{id}/own: READ
            GET /api/settings/upstreams/{id}: READ
            GET /api/settings/upstreams: READ
            GET /api/settings/users/{id}/sessions: ADMINISTER
            GET /api/settings/users/{id}: ADMINISTER
            GET /api/settings/users: ADMINISTER
            GET /api: READ
            GET /error: nobody
            GET /health: all
            GET /rum.js: all
            POST /api/benchmarks: OPERATE
            POST /api/business/{name}/upload: OPERATE
            POST /api/business/{name}: INGEST
            POST /api/cache/purge: OPERATE
            POST /api/events: OPERATE
            POST /api/monitoring/alerts/{id}/acknowledge: OPERATE
            POST /api/monitoring/alerts/{id}/assign: OPERATE
            POST /api/monitoring/alerts/{id}/comment: OPERATE
            POST /api/monitoring/alerts/{id}/remedies: OPERATE
            POST /api/monitoring/alerts/{id}/resolve: OPERATE
            POST /api/monitoring/alerts/{id}/snooze: OPERATE
            POST /api/monitoring/notices/{key}/dismiss: OPERATE
            POST /api/monitoring/notices/{key}/restore: OPERATE
            POST /api/monitoring/recommendations/{id}/approve: OPERATE
            POST /api/monitoring/recommendations/{id}/dismiss: OPERATE
            POST /api/monitoring/recommendations/{id}/take-back: OPERATE
            POST /api/performance/calls: INGEST
            POST /api/settings/channels/{id}/test: OPERATE
            POST /api/settings/channels: ADMINISTER
            POST /api/settings/deliveries/{id}/send-again: OPERATE
            POST /api/settings/history/{id}/revert: OPERATE
            POST /api/settings/presets: OPERATE
            POST /api/settings/quotas: OPERATE
            POST /api/settings/report-mails/{id}/send: OPERATE
            POST /api/settings/report-mails: ADMINISTER
            POST /api/settings/routes: ADMINISTER
            POST /api/settings/rules/back-test: OPERATE
            POST /api/settings/rules: OPERATE
            POST /api/settings/silences: OPERATE
            POST /api/settings/tokens/{id}/rotate: ADMINISTER
            POST /api/settings/tokens: ADMINISTER
            POST /api/settings/upstreams/{id}/test: ADMINISTER
            POST /api/settings/upstreams: ADMINISTER
            POST /api/settings/users/{id}/reset-password: ADMINISTER
            POST /api/settings/users: ADMINISTER
            POST /rum: nobody
            POST /v1/metrics: INGEST
            POST /v1/traces: INGEST
            PUT /api/monitoring/autopilot/{environment}: ADMINISTER
            PUT /api/settings/browsers: ADMINISTER
            PUT /api/settings/cache/{endpointId}: OPERATE
            PUT /api/settings/channels/{id}: ADMINISTER
            PUT /api/settings/costs/currency: OPERATE
            PUT /api/settings/costs/{id}/budget: OPERATE
            PUT /api/settings/costs/{id}/price: OPERATE
            PUT /api/settings/demo: ADMINISTER
            PUT /api/settings/health-weights: ADMINISTER
            PUT /api/settings/presets/{id}: OPERATE
            PUT /api/settings/quotas/{id}: OPERATE
            PUT /api/settings/recordings/{endpointId}: OPERATE
            PUT /api/settings/report-mails/{id}: ADMINISTER
            PUT /api/settings/routes/{id}: ADMINISTER
            PUT /api/settings/rules/{id}: OPERATE
            PUT /api/settings/silences/{id}: OPERATE
            PUT /api/settings/upstreams/{id}/breaker: OPERATE
            PUT /api/settings/upstreams/{id}/cache: OPERATE
            PUT /api/settings/upstreams/{id}/concurrency: OPERATE
            PUT /api/settings/upstreams/{id}/own: ADMINISTER
            PUT /api/settings/upstreams/{id}: ADMINISTER
            PUT /api/settings/users/{id}: ADMINISTER""";
}
