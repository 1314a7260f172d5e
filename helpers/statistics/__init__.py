"""The statistics that the lessons teach, small enough to read; each is checked against scipy, statsmodels or lifelines.

survival      curves through a median, restricted mean survival time
pooling       fixed and random effects, heterogeneity, indirect comparison
kaplan_meier  the Kaplan-Meier estimate, its interval, numbers at risk, restricted mean
simulated_trial  a simulated arm with staggered entry; crossover of a control arm
"""

from .survival import hazard_ratio_from_medians, restricted_mean_survival_time, shape_for_hazard_ratio, survival

__all__ = ["hazard_ratio_from_medians", "restricted_mean_survival_time", "shape_for_hazard_ratio", "survival"]
