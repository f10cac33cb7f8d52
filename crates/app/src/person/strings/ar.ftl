# كلمات عن الشخص.

person-ethnicity = المجموعة العرقية كما يصفها بنفسه
person-ethnicity-hint = اتركها فارغة إن لم تسأل. لا تُستخدم إلا لنرى هل يصل الدعم إلى الجميع.
ethnicity-not-known = لم يُسأل، أو غير معروف
ethnicity-A = أبيض: بريطاني
ethnicity-B = أبيض: إيرلندي
ethnicity-C = أبيض: أصل آخر
ethnicity-D = مختلط: أبيض وأسود كاريبي
ethnicity-E = مختلط: أبيض وأسود أفريقي
ethnicity-F = مختلط: أبيض وآسيوي
ethnicity-G = مختلط: أصل آخر
ethnicity-H = آسيوي أو بريطاني آسيوي: هندي
ethnicity-J = آسيوي أو بريطاني آسيوي: باكستاني
ethnicity-K = آسيوي أو بريطاني آسيوي: بنغلاديشي
ethnicity-L = آسيوي أو بريطاني آسيوي: أصل آخر
ethnicity-M = أسود أو بريطاني أسود: كاريبي
ethnicity-N = أسود أو بريطاني أسود: أفريقي
ethnicity-P = أسود أو بريطاني أسود: أصل آخر
ethnicity-R = صيني
ethnicity-S = أي مجموعة عرقية أخرى
ethnicity-Z = سُئل ولم يُرِد أن يقول
