# من أين تأتي الإحالات: تظهر في صفحات عامة.

setting-gp-practice = عيادة طبيب عام
setting-pcn-mdt = فريق متعدد التخصصات لشبكة رعاية أولية
setting-a-and-e = الطوارئ
setting-hospital-ward = قسم في مستشفى
setting-hospital-discharge = الخروج من المستشفى
setting-elective-waiting-list = قائمة انتظار لعملية
setting-mental-health-trust = مؤسسة للصحة النفسية
setting-diagnostic-hub = مركز تشخيص محلي
setting-community-health = الرعاية الصحية في الحي
setting-care-home = دار رعاية
setting-pharmacy = صيدلية
setting-ambulance = خدمة الإسعاف
setting-council-housing = الإسكان في المجلس المحلي
setting-council-education = التعليم في المجلس المحلي
setting-social-care = الرعاية الاجتماعية
setting-jobcentre = مركز العمل (Jobcentre)
setting-school = مدرسة
setting-police = الشرطة
setting-fire = خدمة الإطفاء
setting-voluntary-organisation = منظمة تطوعية
setting-self = الشخص نفسه
setting-family = قريب أو صديق
setting-outreach-campaign = حملة توعية
